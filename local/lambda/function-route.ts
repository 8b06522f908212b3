import { randomUUID } from 'node:crypto';
import type { AwsRequest, AwsResponse, ServiceRoute } from '../gateway/service.ts';
import { parseJson } from '../json.ts';
import type { LocalFunction } from './local-function.ts';

type Home = { region: string; accountId: string };

const INVOCATIONS = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/** A name, a partial ARN or an ARN: region, account, name and qualifier. AWS: Lambda API Reference, Invoke, FunctionName. */
const FUNCTION_NAME =
  /^(?:arn:aws[a-z-]*:lambda:)?(?:([a-z]{2}(?:-[a-z]+)+-\d):)?(?:(\d{12}):)?(?:function:)?([\w.-]+)(?::(\$LATEST|[\w-]+))?$/;

/**
 * Lambda's API: Invoke, with each of its invocation types. An invocation of type Event is tried once, where AWS tries a
 * failed one again twice; `LogType` is not imitated, what functions print is in the log of the stack.
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function functionRoute(
  functions: readonly LocalFunction[],
  home: Home,
  log: (line: string) => void,
): ServiceRoute {
  return {
    operation: (method, url) => (method === 'POST' && invokedArn(url, home) !== undefined ? 'Invoke' : undefined),
    permissions: ({ url }) => [{ action: 'lambda:InvokeFunction', resources: [invokedArn(url, home) ?? ''] }],
    async handle({ url, headers, body }: AwsRequest): Promise<AwsResponse> {
      const arn = invokedArn(url, home) ?? '';
      const found = functions.find(({ config }) => arn === config.arn || arn === `${config.arn}:$LATEST`);
      if (found === undefined) return refusal(404, 'ResourceNotFoundException', `Function not found: ${arn}`);
      const payload = body.length === 0 ? '{}' : body.toString('utf8');
      if (parseJson(payload) === undefined) {
        return refusal(400, 'InvalidRequestContentException', 'Could not parse request body into json');
      }
      const requestId = randomUUID();
      const type = headers['x-amz-invocation-type'] ?? 'RequestResponse';
      if (type === 'DryRun') return { status: 204, headers: {}, body: '' };
      if (type === 'RequestResponse') return invoke(found, payload, requestId);
      if (type !== 'Event') {
        return refusal(400, 'InvalidParameterValueException', `Invocation type must not be '${type}'`);
      }
      found.invoke(payload, requestId).catch((error: unknown) => {
        const { errorType, errorMessage } = describe(error);
        log(`[${found.config.name}] invocation failed: ${errorType}: ${errorMessage}`);
      });
      return { status: 202, headers: { 'x-amzn-requestid': requestId }, body: '' };
    },
  };
}

async function invoke(target: LocalFunction, payload: string, requestId: string): Promise<AwsResponse> {
  const headers = {
    'content-type': 'application/json',
    'x-amzn-requestid': requestId,
    'x-amz-executed-version': '$LATEST',
  };
  try {
    return { status: 200, headers, body: await target.invoke(payload, requestId) };
  } catch (error) {
    // AWS: a function that fails is no failure of Invoke.
    const body = JSON.stringify(describe(error));
    return { status: 200, headers: { ...headers, 'x-amz-function-error': 'Unhandled' }, body };
  }
}

/** What the runtime says of an error. AWS: Lambda Developer Guide, "Lambda function error responses" for Node.js. */
function describe(error: unknown): { errorType: string; errorMessage: string; trace: string[] } {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  const { name, message, stack = '' } = error;
  return { errorType: name, errorMessage: message, trace: stack === '' ? [] : stack.split('\n') };
}

/** The ARN of the function that a request names, qualified if the request is; undefined when it names none. */
function invokedArn(url: URL, home: Home): string | undefined {
  const [, encoded] = INVOCATIONS.exec(url.pathname) ?? [];
  const match = FUNCTION_NAME.exec(encoded === undefined ? '' : decoded(encoded));
  if (match === null) return undefined;
  const [, region = home.region, accountId = home.accountId, name = '', suffix] = match;
  const qualifier = url.searchParams.get('Qualifier') ?? suffix;
  return [`arn:aws:lambda:${region}:${accountId}:function:${name}`, qualifier].filter(Boolean).join(':');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function refusal(status: number, type: string, message: string): AwsResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': type },
    body: JSON.stringify({ Type: 'User', Message: message }),
  };
}
