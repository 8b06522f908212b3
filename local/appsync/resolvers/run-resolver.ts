import { MappingError, type DataSourceAnswer, type SendRequest } from '../data-sources/data-source.ts';
import type { HandlerCode } from '../runtime/create-runtime.ts';
import type { Effects, HandlerContext, HandlerName } from '../runtime/handler.ts';
import { FieldFault, unauthorized } from './field-fault.ts';
import type { LoadedFunction, LoadedResolver } from './load-resolvers.ts';

/** AWS: how long, in bytes of JSON, a request to a data source and its answer may be: 5 MB. */
const MAX_TRANSFORMATION_BYTES = 5 * 1024 * 1024;

/** AWS: https://github.com/awslabs/aws-mobile-appsync-sdk-js/issues/124, of an answer. */
function checkLength(value: unknown): void {
  if (Buffer.byteLength(JSON.stringify(value ?? null)) > MAX_TRANSFORMATION_BYTES)
    throw new MappingError('Transformation too large');
}

/** `ctx` as a resolver begins with it. */
export type FieldContext = Omit<HandlerContext, 'stash' | 'result' | 'prev' | 'error'>;

/** Hears what each handler did besides returning, as it ends. */
export type OnEffects = (effects: Effects, handler: HandlerName) => void;

/** A handler's end as the flow sees it: a value, and whether it was an early one. */
type Step = { value: unknown; early?: 'END' | 'NEXT' };

/** What a handler sees besides what stays the same during the resolver's run. */
type Situation = Partial<Pick<HandlerContext, 'result' | 'prev' | 'error'>>;

/** One run of a resolver: stash and arguments live through it, effects are handed on as they come. */
type Run = {
  handle(code: HandlerCode, handler: HandlerName, situation: Situation): Promise<Step>;
  send(send: SendRequest, request: unknown): Promise<DataSourceAnswer>;
};

function beginRun(resolver: LoadedResolver, field: FieldContext, outputType: string, onEffects: OnEffects): Run {
  let { arguments: given } = field;
  let stash: Record<string, unknown> = {};
  return {
    async handle(code, handler, { result = null, prev = null, error = null }) {
      const output = await code({ handler, context: { ...field, arguments: given, stash, result, prev, error } });
      ({ stash, arguments: given } = output);
      onEffects(output.effects, handler);
      const { ending } = output;
      switch (ending.kind) {
        case 'returned':
          return { value: ending.value };
        case 'earlyReturn':
          return { value: ending.value, early: ending.skipTo };
        case 'unauthorized':
          throw unauthorized(field.info.parentTypeName, field.info.fieldName);
        case 'failed': {
          const { message, errorType, data, errorInfo } = ending.error;
          throw new FieldFault(message, errorType, data, errorInfo);
        }
      }
    },
    async send(send, request) {
      try {
        const { parentTypeName: parentType, fieldName } = field.info;
        const about = { parentType, field: fieldName, outputType, arguments: given, identity: field.identity };
        checkLength(request);
        const answer = await send(request, resolver.name, about);
        checkLength(answer.result);
        return answer;
      } catch (error) {
        if (error instanceof MappingError) throw new FieldFault(error.message, 'MappingTemplate');
        throw error;
      }
    },
  };
}

/** request → data source → response, unless the request returns early. */
async function runSteps(run: Run, { code, send }: LoadedFunction, prev: HandlerContext['prev']): Promise<Step> {
  const request = await run.handle(code, 'request', { prev });
  if (request.early) return request;
  const { result, error } = await run.send(send, request.value);
  return run.handle(code, 'response', { prev, result, error });
}

async function runPipeline(run: Run, code: HandlerCode, functions: LoadedFunction[]): Promise<unknown> {
  const before = await run.handle(code, 'request', {});
  let last = before.value;
  if (!before.early) {
    for (const one of functions) {
      const step = await runSteps(run, one, { result: last });
      last = step.value;
      if (step.early === 'END') break;
    }
  }
  return (await run.handle(code, 'response', { result: last, prev: { result: last } })).value;
}

/**
 * Runs a field's resolver to its value.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-overview-js.html
 *
 * @throws FieldFault
 */
export async function runResolver(
  resolver: LoadedResolver,
  field: FieldContext,
  outputType: string,
  onEffects: OnEffects,
): Promise<unknown> {
  const run = beginRun(resolver, field, outputType, onEffects);
  if (resolver.kind === 'PIPELINE') return runPipeline(run, resolver.code, resolver.functions);
  return (await runSteps(run, resolver, null)).value;
}
