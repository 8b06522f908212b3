import { eventFields, type Field } from './event-fields.ts';
import type { FieldPattern, Pattern } from './pattern.ts';

/**
 * Whether the pattern selects the event, as EventBridge would decide. Fields that lie in different elements of one array
 * never match together.
 */
export function matches(pattern: Pattern, event: unknown): boolean {
  const fields = eventFields(event);
  return pattern.some((branch) => matchesRest([...branch], fields, new Map()));
}

function matchesRest(
  wanted: [string, FieldPattern][],
  fields: ReadonlyMap<string, Field[]>,
  elements: ReadonlyMap<number, number>,
): boolean {
  const [[name, { tests, orAbsent }] = ['', { tests: [], orAbsent: false }], ...rest] = wanted;
  if (wanted.length === 0) return true;
  const candidates = fields.get(name);
  // `exists` looks at leaves only: a name that leads to an object counts as absent.
  if (candidates === undefined) return orAbsent && matchesRest(rest, fields, elements);
  return candidates.some(
    (field) =>
      tests.some((test) => test(field.value)) &&
      sameElements(field.elements, elements) &&
      matchesRest(rest, fields, new Map([...elements, ...field.elements])),
  );
}

function sameElements(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): boolean {
  for (const [array, index] of one) if ((other.get(array) ?? index) !== index) return false;
  return true;
}
