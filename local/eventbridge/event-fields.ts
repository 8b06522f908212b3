import type { Scalar } from './pattern.ts';

/** A leaf of an event, and in which element of which arrays it lies. */
export type Field = { value: Scalar; elements: ReadonlyMap<number, number> };

/**
 * The leaves of an event by dotted name. Arrays leave no trace in the names: an array of scalars gives several fields
 * of one name, an empty array or object none.
 * AWS: github.com/aws/event-ruler, README, "JSON Array Matching" and "Compiled rules and JSON keys with dots".
 */
export function eventFields(event: unknown): ReadonlyMap<string, Field[]> {
  const fields = new Map<string, Field[]>();
  let arrays = 0;
  const add = (value: unknown, name: string, elements: ReadonlyMap<number, number>): void => {
    if (Array.isArray(value)) {
      const array = arrays++;
      value.forEach((element, index) => add(element, name, new Map(elements).set(array, index)));
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) add(member, name === '' ? key : `${name}.${key}`, elements);
    } else {
      const field = { value: value as Scalar, elements };
      const known = fields.get(name);
      if (known === undefined) fields.set(name, [field]);
      else known.push(field);
    }
  };
  add(event, '', new Map());
  return fields;
}
