import type { DataSourceAnswer } from './data-source.ts';

/**
 * The NONE data source: hands the request's `payload` on.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-reference-none-js.html
 */
export function sendToNone(request: unknown): Promise<DataSourceAnswer> {
  const payload = typeof request === 'object' && request !== null && 'payload' in request ? request.payload : null;
  return Promise.resolve({ result: payload ?? null, error: null });
}
