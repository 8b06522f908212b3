/** An object without the fields that are undefined. */
export type Known<T> = { [Field in keyof T]?: Exclude<T[Field], undefined> };

/** Leaves out the fields that are undefined. */
export function known<T extends object>(value: T): Known<T> {
  const result: Known<T> = {};
  for (const name of Object.keys(value) as (keyof T)[]) {
    const each = value[name];
    if (each !== undefined) result[name] = each as Exclude<T[keyof T], undefined>;
  }
  return result;
}
