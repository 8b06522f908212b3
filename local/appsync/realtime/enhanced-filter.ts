import { isJsonObject } from '../../json.ts';
import type { SubscriptionFilter } from '../engine.ts';
import { FILTER_OPERATORS } from './filter-operators.ts';
import type { FrameError } from './messages.ts';

/** Whether a payload passes: the completed result of a mutation field, or what an invalidation gives. */
export type Matches = (payload: Record<string, unknown>) => boolean;

type Condition = SubscriptionFilter['filterGroup'][number]['filters'][number];

/** AWS: https://docs.aws.amazon.com/appsync/latest/devguide/extensions-js.html#extensions-setsubscriptionfilter */
const MAX_GROUPS = 10;
const MAX_FIELDS = 5;
const MAX_STRING_LENGTH = 256;
const MAX_PATH_LENGTH = 5;

/**
 * The error with which AppSync refuses a `start` whose filter is over certain limits; undefined when it takes the filter.
 * UNSURE: the fields are counted over all groups, as a report of the second text has it; the documentation counts them group by group.
 */
export function filterRefusal({ filterGroup }: SubscriptionFilter): FrameError | undefined {
  if (!isWellFormed(filterGroup)) return undefined;
  const conditions = filterGroup.flatMap((group) => group.filters);
  for (const { operator, value } of conditions) {
    const maxValues = FILTER_OPERATORS.get(operator)?.maxValues;
    if (maxValues !== undefined && Array.isArray(value) && value.length > maxValues) {
      return refusal(`subscription exceeds maximum value limit ${maxValues} for operator \`${operator}\`.`);
    }
  }
  if (new Set(conditions.map((condition) => condition.fieldName)).size > MAX_FIELDS) {
    return refusal(`Filters exceed maximum attributes limit ${MAX_FIELDS} for subscription`);
  }
  return undefined;
}

const refusal = (message: string): FrameError => ({ message, errorCode: 400 });

/**
 * An enhanced filter: one of its groups holds, and in it every condition. What AppSync does not support matches nothing there, and no
 * error tells; so it does here, and `warn` hears why.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html
 */
export function matchesFilter({ filterGroup }: SubscriptionFilter, warn: (line: string) => void): Matches {
  if (!isWellFormed(filterGroup)) {
    // UNSURE: what AWS makes of something else.
    warn(
      `${JSON.stringify(filterGroup)} is no list of { filters: [{ fieldName, operator, value }] }, and matches nothing`,
    );
    return () => false;
  }
  if (filterGroup.some(({ filters }) => filters.length === 0)) warn('a group has no conditions, and holds');
  if (filterGroup.length === 0) {
    // UNSURE: no group, hence nothing to hold.
    warn('the filter has no groups, and lets every event through');
    return () => true;
  }
  if (filterGroup.length > MAX_GROUPS) {
    warn(`the filter has more than ${MAX_GROUPS} groups, and matches nothing`);
    return () => false;
  }
  const groups = filterGroup.map(({ filters }) => filters.map((condition) => compile(condition, warn)));
  return (payload) => groups.some((conditions) => conditions.every((holds) => holds(payload)));
}

/**
 * An invalidation filter: as `matchesFilter`, but for one without groups.
 * UNSURE: it is taken to invalidate nothing, where a subscription filter lets everything through.
 */
export function matchesInvalidation(filter: SubscriptionFilter, warn: (line: string) => void): Matches {
  if (!isWellFormed(filter.filterGroup) || filter.filterGroup.length > 0) return matchesFilter(filter, warn);
  warn('the filter has no groups, and matches nothing');
  return () => false;
}

/** Resolvers set what they like, typed or not. */
function isWellFormed(filterGroup: unknown): boolean {
  return (
    Array.isArray(filterGroup) &&
    filterGroup.every(
      (group) =>
        isJsonObject(group) &&
        Array.isArray(group['filters']) &&
        group['filters'].every(
          (one) => isJsonObject(one) && typeof one['fieldName'] === 'string' && typeof one['operator'] === 'string',
        ),
    )
  );
}

function compile(condition: Condition, warn: (line: string) => void): Matches {
  const { fieldName, operator: name, value } = condition;
  const path = fieldName.split('.');
  const operator = FILTER_OPERATORS.get(name);
  const fault = unsupported(condition, path);
  if (fault !== undefined || operator === undefined) {
    warn(`\`${fieldName} ${name} ${JSON.stringify(value)}\` matches nothing: ${fault ?? 'there is no such operator'}`);
    return () => false;
  }
  let warned = false;
  const warnOnce = (result: string): void => {
    if (!warned) warn(`\`${fieldName} ${name} ${JSON.stringify(value)}\` ${result}`);
    warned = true;
  };
  return (payload) => {
    const [top = ''] = path;
    const actual = valueAt(payload, path);
    if (isListOfObjects(payload[top])) {
      warnOnce(`matches nothing: \`${top}\` is a list of objects`);
      return false;
    }
    // AWS: documented to look for the value in the list, and seen to match everything: https://github.com/geoffweatherall/mootmaker
    if (name === 'notContains' && Array.isArray(actual)) {
      warnOnce(`matches everything: \`${fieldName}\` is a list`);
      return true;
    }
    return operator.holds(actual, value);
  };
}

/** Why AppSync makes nothing of a condition with a known operator; undefined when it is supported. */
function unsupported({ operator, value }: Condition, path: string[]): string | undefined {
  if (FILTER_OPERATORS.get(operator)?.takes(value) === false) return `\`${operator}\` takes no such value`;
  if ([value].flat().some((one) => typeof one === 'string' && one.length > MAX_STRING_LENGTH)) {
    return `a string is longer than ${MAX_STRING_LENGTH} characters`;
  }
  if (path.length > MAX_PATH_LENGTH) return `a path has at most ${MAX_PATH_LENGTH} names`;
  // AppSync was seen to match nothing here, while `eq` on the same path works.
  if (operator === 'beginsWith' && path.length > 1) return '`beginsWith` works on fields at the top only';
  return undefined;
}

function valueAt(payload: Record<string, unknown>, path: string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined,
    payload,
  );
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null);
}
