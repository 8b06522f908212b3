import { isJsonObject, type JsonObject } from '../json.ts';
import { type FieldPattern, InvalidEventPatternError, type Pattern, type ValueTest } from './pattern.ts';
import { equals, OPERATORS } from './value-tests.ts';

// AWS: EventBridge User Guide, "Event pattern considerations": at most 1,000 combinations of $or.
const MAX_BRANCHES = 1_000;

/** Checks an event pattern. Throws an `InvalidEventPatternError` that names the field and what is wrong with it. */
export function compilePattern(pattern: unknown): Pattern {
  if (!isJsonObject(pattern)) throw new InvalidEventPatternError('an event pattern must be a JSON object');
  return addObject([new Map<string, FieldPattern>()], pattern, [], false);
}

type Branch = Map<string, FieldPattern>;

function addObject(branches: Branch[], object: JsonObject, path: string[], insideOr: boolean): Branch[] {
  const entries = Object.entries(object);
  if (entries.length === 0) refuse(path, 'an empty object is not allowed');
  let grown = branches;
  for (const [name, value] of entries) {
    const here = [...path, name];
    if (name === '$or') grown = addAlternatives(grown, value, path);
    else if (insideOr && (name === 'exists' || OPERATORS.has(name)))
      refuse(here, 'an operator cannot be a field of $or');
    else if (isJsonObject(value)) grown = addObject(grown, value, here, insideOr);
    else if (Array.isArray(value)) {
      const field = fieldPattern(value, here);
      // AWS: github.com/aws/event-ruler, JsonRuleCompiler: a field given again in one alternative replaces the former.
      grown = grown.map((branch) => new Map(branch).set(here.join('.'), field));
    } else refuse(here, 'must be an object or an array');
  }
  return grown;
}

function addAlternatives(branches: Branch[], value: unknown, path: string[]): Branch[] {
  const here = [...path, '$or'];
  if (!Array.isArray(value) || value.length < 2) return refuse(here, 'must be an array of at least two objects');
  const grown = value.flatMap((alternative: unknown, index) => {
    if (!isJsonObject(alternative)) return refuse([...path, `$or[${index}]`], 'must be an object');
    return addObject(branches, alternative, path, true);
  });
  if (grown.length > MAX_BRANCHES) return refuse(here, `makes more than ${MAX_BRANCHES} combinations`);
  return grown;
}

function fieldPattern(values: unknown[], path: string[]): FieldPattern {
  if (values.length === 0) refuse(path, 'an empty array is not allowed');
  const tests: ValueTest[] = [];
  let orAbsent = false;
  for (const value of values) {
    if (isScalar(value)) tests.push(equals(value));
    else if (!isJsonObject(value))
      refuse(path, 'a wanted value must be a string, number, boolean, null or an operator');
    else {
      const [[name, operand] = ['', null], ...more] = Object.entries(value);
      if (more.length > 0) refuse(path, 'an operator object has exactly one key');
      if (name === 'exists') {
        if (operand === false) orAbsent = true;
        else if (operand === true) tests.push(() => true);
        else refuse(path, 'exists must be true or false');
      } else {
        const operator = OPERATORS.get(name) ?? refuse(path, `unknown operator ${JSON.stringify(name)}`);
        tests.push(operator(operand, (reason) => refuse(path, reason)));
      }
    }
  }
  return { tests, orAbsent };
}

function refuse(path: string[], reason: string): never {
  throw new InvalidEventPatternError(`${path.length === 0 ? 'the event pattern' : path.join('.')}: ${reason}`);
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
