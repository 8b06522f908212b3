/**
 * Why two fields of one response key cannot be merged, in graphql-java's words: `id: (x: a and b are different fields)`.
 *
 * @param reason graphql-js's words: all between `because` and the advice to use aliases
 */
export function fieldsConflict(key: string, reason: string): string {
  const inner = /^subfields "(.+?)" conflict because (.+)$/s.exec(reason);
  if (inner) return `${key}: (${fieldsConflict(inner[1] ?? '', inner[2] ?? '')})`;
  // Of several conflicts below one field, graphql-js does not tell how deep each is: they are told side by side.
  const [first = '', ...others] = reason.split(/ and (?=subfields ")/);
  return [`${key}: ${plainReason(first)}`, ...others.map(besides)].join(', ');
}

function besides(reason: string): string {
  const [, key = '', inner = ''] = /^subfields "(.+?)" conflict because (.+)$/s.exec(reason) ?? [];
  return fieldsConflict(key, inner);
}

function plainReason(reason: string): string {
  const fields = /^"(.+?)" and "(.+?)" are different fields$/.exec(reason);
  if (fields) return `${fields[1] ?? ''} and ${fields[2] ?? ''} are different fields`;
  const types = /^they return conflicting types "(.+?)" and "(.+?)"$/.exec(reason);
  return types ? differingTypes(types[1] ?? '', types[2] ?? '') : reason;
}

function differingTypes(one: string, other: string): string {
  if (one.endsWith('!') !== other.endsWith('!')) return 'fields have different nullability shapes';
  if (one.endsWith('!')) return differingTypes(one.slice(0, -1), other.slice(0, -1));
  if (one.startsWith('[') !== other.startsWith('[')) return 'fields have different list shapes';
  if (one.startsWith('[')) return differingTypes(one.slice(1, -1), other.slice(1, -1));
  return `they return differing types ${one} and ${other}`;
}
