type Filter = { fieldName: string; operator: string; value: unknown };
/** Alternatives, each of filters that all hold. */
type Alternatives = Filter[][];

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

const both = (left: Alternatives, right: Alternatives): Alternatives =>
  left.flatMap((some) => right.map((more) => [...some, ...more]));

/** Recorded from AWS: several operators on one field are alternatives, not a conjunction. */
function ofField(fieldName: string, operators: unknown): Alternatives | null {
  if (!isObject(operators)) return null;
  return Object.entries(operators).map(([operator, value]) => [{ fieldName, operator, value }]);
}

function ofFilter(filter: unknown, ignored: readonly unknown[]): Alternatives | null {
  if (!isObject(filter)) return null;
  let whole: Alternatives = [[]];
  for (const [key, value] of Object.entries(filter)) {
    if (ignored.includes(key) && key !== 'and' && key !== 'or') continue;
    const part = key === 'and' || key === 'or' ? ofGroup(key, value, ignored) : ofField(key, value);
    if (part === null) return null;
    whole = both(whole, part);
  }
  return whole;
}

function ofGroup(word: 'and' | 'or', members: unknown, ignored: readonly unknown[]): Alternatives | null {
  if (!Array.isArray(members)) return null;
  let whole: Alternatives = word === 'and' ? [[]] : [];
  for (const member of members) {
    const part = ofFilter(member, ignored);
    if (part === null) return null;
    whole = word === 'and' ? both(whole, part) : [...whole, ...part];
  }
  return whole;
}

/**
 * `util.transform.toSubscriptionFilter`: an object, or null for what is no object. Operators are not validated, `not` is taken
 * for a field name, and one of the `rules` must hold besides.
 */
export function toSubscriptionFilter(
  filter: unknown,
  ignoredFields?: unknown,
  rules?: unknown,
): { filterGroup: { filters: Filter[] }[] } | null {
  let whole = ofFilter(filter, Array.isArray(ignoredFields) ? ignoredFields : []);
  if (whole !== null && isObject(rules)) {
    const alternatives: Alternatives = [];
    for (const [fieldName, operators] of Object.entries(rules)) {
      const some = ofField(fieldName, operators);
      if (some === null) return null;
      alternatives.push(...some);
    }
    if (alternatives.length > 0) whole = both(whole, alternatives);
  }
  return whole && { filterGroup: whole.filter((filters) => filters.length > 0).map((filters) => ({ filters })) };
}
