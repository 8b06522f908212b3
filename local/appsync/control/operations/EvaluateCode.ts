import { isJsonObject, parseJson, type JsonObject } from '../../../json.ts';
import { CodeError, type CodeFault } from '../../runtime/code-error.ts';
import type { HandlerInput, HandlerOutput } from '../../runtime/handler.ts';
import { answer, badRequest } from '../answers.ts';
import { readMockContext } from '../mock-context.ts';
import type { ControlOptions, Operation } from './operation.ts';

/** AWS: the lengths of the API reference, in characters. */
const LENGTHS: [name: string, least: number, most: number][] = [
  ['code', 1, 32_768],
  ['context', 2, 28_000],
];
const RUNTIME = { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' };
const HANDLERS = ['request', 'response'] as const;

/**
 * Runs a handler on a mock context. What is wrong with the code, or goes wrong in it, is no failure of the operation.
 * AWS: https://docs.aws.amazon.com/appsync/latest/APIReference/API_EvaluateCode.html
 */
export const EvaluateCode: Operation = async ({ body }, { runtime }) => {
  const parsed = parseJson(body);
  const request = isJsonObject(parsed) ? parsed : {};
  const problem = refusal(request);
  if (problem !== undefined) return badRequest(problem);
  const context = readMockContext(String(request['context']));
  if (typeof context === 'string') return badRequest(context);
  // UNSURE: which handler AWS runs when none is named.
  const handler = HANDLERS.find((one) => one === request['function']) ?? 'request';
  return answer(await evaluation(runtime, String(request['code']), { handler, context }));
};

async function evaluation(runtime: ControlOptions['runtime'], code: string, input: HandlerInput): Promise<object> {
  try {
    const { ending, stash, effects } = await runtime.evaluate(code, input);
    const errors = effects.appendedErrors;
    return {
      ...outcome(ending),
      logs: effects.logs,
      stash: JSON.stringify(stash),
      outErrors: JSON.stringify(errors),
    };
  } catch (error) {
    if (!(error instanceof CodeError)) throw error;
    const codeErrors = error.codeErrors.map(codeError);
    return { error: { message: 'The code contains one or more errors.', codeErrors }, logs: [] };
  }
}

/**
 * AWS: recorded as `code.js(1,7): error TS1135: Argument expression expected.` and a line feed, where `CodeFault` tells. The
 * numbers of TypeScript's errors are not imitated.
 */
const codeError = ({ errorType, value, location }: CodeFault): CodeFault => ({
  errorType,
  value: `code.js(${location.line},${location.column}): error: ${value}\n`,
  location,
});

/** UNSURE: how AWS tells an early return from a return, here it does not; and whether a fault has an empty list of code errors. */
function outcome(ending: HandlerOutput['ending']): object {
  switch (ending.kind) {
    case 'returned':
    case 'earlyReturn':
      return { evaluationResult: JSON.stringify(ending.value) };
    case 'unauthorized':
      return { error: { message: 'Unauthorized', codeErrors: [] } };
    case 'failed':
      return { error: { message: ending.error.message, codeErrors: [] } };
  }
}

/** What is wrong with a request, but for what its context holds. */
function refusal(request: JsonObject): string | undefined {
  const problems = LENGTHS.flatMap(([name, least, most]) => {
    const value = request[name];
    if (typeof value !== 'string') return [`Value at '${name}' failed to satisfy constraint: Member must not be null`];
    if (value.length >= least && value.length <= most) return [];
    const bound = value.length < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
    return [`Value at '${name}' failed to satisfy constraint: Member must have length ${bound}`];
  });
  const runtime = isJsonObject(request['runtime']) ? request['runtime'] : {};
  for (const [name, expected] of Object.entries(RUNTIME)) {
    if (runtime[name] !== expected) problems.push(oneOf(`runtime.${name}`, runtime[name], [expected]));
  }
  const { function: handler } = request;
  if (handler !== undefined && handler !== null && !HANDLERS.some((one) => one === handler)) {
    problems.push(oneOf('function', handler, HANDLERS));
  }
  if (problems.length === 0) return undefined;
  return `${problems.length} validation error${problems.length > 1 ? 's' : ''} detected: ${problems.join('; ')}`;
}

const oneOf = (name: string, value: unknown, values: readonly string[]): string =>
  `Value ${JSON.stringify(value ?? null)} at '${name}' failed to satisfy constraint: Member must satisfy enum value set: [${values.join(', ')}]`;
