const { freeze, getOwnPropertyDescriptors, isFrozen } = Object;

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** Freezes a value with all that it holds, functions and what these hold included: `util.autoId.prototype` is an object too. */
export function hold<T>(value: T): T {
  if (!isObject(value) || isFrozen(value)) return value;
  freeze(value);
  for (const { value: part } of Object.values(getOwnPropertyDescriptors(value))) hold(part as unknown);
  return value;
}
