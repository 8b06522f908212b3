/** An operator of enhanced filters. */
export type FilterOperator = {
  /** Whether the operator takes such a value. */
  takes(value: unknown): boolean;
  /** `actual` is the event's: undefined where it has no such field. `value` is one that the operator takes. */
  holds(actual: unknown, value: unknown): boolean;
  /** How many values it takes, when it takes a list. */
  maxValues?: number;
};

const isString = (value: unknown): value is string => typeof value === 'string';
const isOrdered = (value: unknown): value is string | number => isString(value) || typeof value === 'number';
const isScalar = (value: unknown): boolean => isOrdered(value) || typeof value === 'boolean';
const isList = (value: unknown): value is unknown[] => Array.isArray(value) && value.every(isOrdered);
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Negative, zero or positive as `actual` is before, at or after `value`; NaN, which compares as false, when they are not of one type. */
function compare(actual: unknown, value: unknown): number {
  if (typeof actual === 'number' && typeof value === 'number') return actual - value;
  if (!isString(actual) || !isString(value)) return NaN;
  if (actual === value) return 0;
  return actual < value ? -1 : 1;
}

const ordered = (holds: (order: number) => boolean): FilterOperator => ({
  takes: isOrdered,
  holds: (actual, value) => holds(compare(actual, value)),
});

function contains(actual: unknown, value: unknown): boolean {
  return isString(actual) ? isString(value) && actual.includes(value) : listOf(actual).includes(value);
}

const OPERATORS: Record<string, FilterOperator> = {
  eq: { takes: isScalar, holds: (actual, value) => actual === value },
  ne: { takes: isScalar, holds: (actual, value) => actual !== value },
  le: ordered((order) => order <= 0),
  lt: ordered((order) => order < 0),
  ge: ordered((order) => order >= 0),
  gt: ordered((order) => order > 0),
  contains: { takes: isOrdered, holds: contains },
  notContains: { takes: isOrdered, holds: (actual, value) => !contains(actual, value) },
  beginsWith: { takes: isString, holds: (actual, value) => isString(actual) && actual.startsWith(String(value)) },
  in: { takes: isList, holds: (actual, value) => listOf(value).includes(actual), maxValues: 5 },
  notIn: { takes: isList, holds: (actual, value) => !listOf(value).includes(actual), maxValues: 5 },
  between: {
    takes: (value) => isList(value) && value.length === 2,
    holds: (actual, value) => {
      const [low, high] = listOf(value);
      return compare(actual, low) >= 0 && compare(actual, high) <= 0;
    },
  },
  containsAny: {
    takes: isList,
    holds: (actual, value) => listOf(value).some((one) => contains(actual, one)),
    maxValues: 20,
  },
};

/**
 * The operators by name.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-enhanced-filtering.html
 */
export const FILTER_OPERATORS: ReadonlyMap<string, FilterOperator> = new Map(Object.entries(OPERATORS));
