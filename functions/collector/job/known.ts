/** An object without the fields that are undefined. */
export type Known<T> = { [Field in keyof T]?: Exclude<T[Field], undefined> };

/** Leaves out the fields that are undefined. */
export function known<T extends object>(value: T): Known<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Known<T>;
}
