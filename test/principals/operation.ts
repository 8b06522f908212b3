import type { Signer } from './callers.ts';
import type { Unsigned } from './credential.ts';
import type { Names } from './names.ts';

/** A request to the gateway, without its host. */
export type Sent = Omit<Unsigned, 'headers'> & { headers: Record<string, string> };

/** An operation of an AWS API on a resource of the stack, and who may do it. */
export type Operation = {
  service: string;
  /** The action that IAM decides on, as the report has it. */
  action: string;
  /** The resource, as the report has it. */
  on: string;
  /** Everybody else is refused. */
  may: readonly Signer[];
  /** True for what whoever is let in does to a twin that does not exist: the stack would miss the resource. */
  destroys?: boolean;
  request(names: Names): Sent;
};

/** Makes operations of one of the JSON APIs. The administrator may do each. */
export function json(target: string, service: string) {
  return (
    action: string,
    on: string,
    may: readonly Signer[],
    body: (names: Names) => object,
    more: Pick<Operation, 'destroys'> = {},
  ): Operation => ({
    service,
    action: `${service}:${action}`,
    on,
    may: ['admin', ...may],
    request: (names) => ({
      service,
      method: 'POST',
      path: '/',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${target}.${action}` },
      body: JSON.stringify(body(names)),
    }),
    ...more,
  });
}

/** Makes operations of a REST API, each of a method and a target. The administrator may do each. */
export function rest(service: string) {
  return (
    action: string,
    on: string,
    may: readonly Signer[],
    line: (names: Names) => string,
    more: { headers?: Record<string, string>; body?: string; destroys?: boolean } = {},
  ): Operation => ({
    service,
    action: `${service}:${action}`,
    on,
    may: ['admin', ...may],
    request(names) {
      const [method = '', target = ''] = line(names).split(' ');
      const [path = '', query] = target.split('?');
      const { headers = {}, body = '' } = more;
      return {
        service,
        method,
        path,
        headers,
        body,
        ...(query !== undefined && { query: Object.fromEntries(new URLSearchParams(query)) }),
      };
    },
    ...(more.destroys && { destroys: true }),
  });
}
