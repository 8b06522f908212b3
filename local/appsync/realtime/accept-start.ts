import { OperationTypeNode } from 'graphql';
import type { OnDecision } from '../../iam/access-decision.ts';
import type { AppSyncApi } from '../api.ts';
import type { Authenticate } from '../authorization/authenticate.ts';
import { PERMISSION_DENIED } from '../authorization/authorization-fault.ts';
import { isOperationPermitted } from '../authorization/operation-permission.ts';
import { startForm } from '../authorization/signed-forms.ts';
import type { Engine } from '../engine.ts';
import { printable } from '../printable.ts';
import { filterRefusal, matchesFilter, matchesInvalidation } from './enhanced-filter.ts';
import { type FrameError, notSupported, toFrameError } from './messages.ts';
import type { Start } from './read-start.ts';
import type { Subscription } from './subscriptions.ts';

/** What it takes to decide about a `start`. */
export type AcceptContext = {
  api: AppSyncApi;
  engine: Engine;
  authenticate: Authenticate;
  log: (line: string) => void;
  onDecision?: OnDecision;
};

/** Decides about a `start`: the subscription that it asks for, or the errors to answer with. The order of the checks is PROTOCOL.md's. */
export async function acceptStart(
  { data, request, authorization }: Start,
  { upgradeHeaders, sourceIp }: { upgradeHeaders: Record<string, string>; sourceIp: string },
  { api, engine, authenticate, log, onDecision }: AcceptContext,
): Promise<Omit<Subscription, 'deliver' | 'invalidate'> | { errors: FrameError[] }> {
  const contextHeaders = { ...upgradeHeaders, ...authorization };
  const authenticated = await authenticate({
    headers: authorization,
    contextHeaders,
    signed: startForm(data),
    operation: request,
    sourceIp,
  });
  if ('fault' in authenticated) return { errors: [authenticated.fault] };
  const { caller } = authenticated;

  const prepared = engine.prepare(request);
  if (prepared.kind === 'malformed') return { errors: [toFrameError(prepared)] };
  if (prepared.kind === 'invalid') return { errors: prepared.errors.map(toFrameError) };
  const { operation } = prepared;
  const kind = operation.operation.operation;
  if (kind !== OperationTypeNode.SUBSCRIPTION) return { errors: [notSupported(kind)] };
  if (!isOperationPermitted(api, engine.schema, operation, caller, onDecision)) return { errors: [PERMISSION_DENIED] };

  const result = await engine.subscribe(operation, caller);
  if ('errors' in result) {
    // Without any, the document skips its only field.
    return { errors: result.errors.length > 0 ? result.errors.map(toFrameError) : [notSupported()] };
  }
  const accepted = result.subscription;
  const { field, filter, invalidationFilter } = accepted;
  const refusal = (filter && filterRefusal(filter)) ?? (invalidationFilter && filterRefusal(invalidationFilter));
  if (refusal !== undefined) return { errors: [refusal] };
  const warn =
    (of: string) =>
    (line: string): void =>
      log(printable(`AppSync: WARNING: ${of} of ${field}: ${line}`));
  return {
    operation,
    accepted,
    ...(filter && { filter: matchesFilter(filter, warn('filter')) }),
    ...(invalidationFilter && { invalidation: matchesInvalidation(invalidationFilter, warn('invalidation filter')) }),
  };
}
