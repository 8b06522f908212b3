import type { GraphQLResolveInfo } from 'graphql';
import { isDeepStrictEqual } from 'node:util';
import type { Invalidation } from '../engine.ts';
import { isJsonObject } from '../../json.ts';
import type { Effects, HandlerName } from '../runtime/handler.ts';
import type { Execution } from './execution.ts';
import { faultAt, FieldFault, placeOf } from './field-fault.ts';

/** AWS: how many different invalidations a request may ask for. */
const MAX_INVALIDATIONS = 5;

/**
 * Carries out what a handler did besides returning: response headers, invalidations and subscription filters go to the execution.
 * What AWS passes over in silence is told in the log.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html
 */
export function takeEffects(
  effects: Effects,
  handler: HandlerName,
  info: GraphQLResolveInfo,
  execution: Execution,
  log: (line: string) => void,
): void {
  const name = `${info.parentType.name}.${info.fieldName}`;
  const ignored = (what: string, why: string): void => log(`AppSync: ${name}: ${what} is ignored: ${why}`);
  takeHeaders(effects, info, execution);

  const { schema, parentType } = info;
  const isResponse = handler === 'response';
  for (const invalidation of effects.invalidations) {
    // UNSURE: whether AWS fails the field instead.
    if (!isResponse || parentType !== schema.getMutationType())
      ignored('extensions.invalidateSubscriptions', "it belongs in the response handler of a mutation's resolver");
    else if (!isInvalidation(invalidation))
      ignored('extensions.invalidateSubscriptions', 'it takes { subscriptionField, payload }');
    else if (execution.invalidations.some((one) => isDeepStrictEqual(one, invalidation))) continue;
    else if (execution.invalidations.length >= MAX_INVALIDATIONS)
      ignored('extensions.invalidateSubscriptions', `a request may invalidate ${MAX_INVALIDATIONS} times`);
    else execution.invalidations.push(invalidation);
  }
  const { subscriptionFilter, invalidationFilter } = effects;
  if (subscriptionFilter !== undefined || invalidationFilter !== undefined) {
    if (isResponse && parentType === schema.getSubscriptionType())
      Object.assign(
        execution.filters,
        subscriptionFilter === undefined ? {} : { subscriptionFilter },
        invalidationFilter === undefined ? {} : { invalidationFilter },
      );
    else ignored('a subscription filter', "it belongs in the response handler of a subscription's resolver");
  }
  if (effects.evictions.length > 0) ignored('extensions.evictFromApiCache', 'caching is not imitated here');
}

/** AWS: a header that is refused is an error of its own, and keeps neither the field nor the other headers from the answer. */
function takeHeaders({ responseHeaders }: Effects, info: GraphQLResolveInfo, execution: Execution): void {
  for (const [name, value] of Object.entries(responseHeaders)) {
    const refusal = execution.headers.add(name, value);
    if (refusal === undefined) continue;
    const { path, locations } = placeOf(info);
    // UNSURE: AWS's wording; the type is documented.
    execution.appended.push(faultAt(new FieldFault(refusal, 'ResponseHeaderError'), path, locations));
  }
}

const isInvalidation = (value: unknown): value is Invalidation =>
  isJsonObject(value) && typeof value['subscriptionField'] === 'string' && isJsonObject(value['payload']);
