import type { Statement } from './principal.ts';
import { matchesArn, matchesWildcard } from './wildcard.ts';

/** What is known of a condition. `unknown`: it uses something that is not imitated here. */
export type Verdict = boolean | 'unknown';

type Operator = { negated: boolean; matches(wanted: string, actual: string): boolean };

const positive = (matches: Operator['matches']): Operator => ({ negated: false, matches });
const negative = (matches: Operator['matches']): Operator => ({ negated: true, matches });
const equals = (wanted: string, actual: string): boolean => wanted === actual;
const equalsIgnoringCase = (wanted: string, actual: string): boolean => wanted.toLowerCase() === actual.toLowerCase();

/** AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: Partial<Record<string, Operator>> = {
  StringEquals: positive(equals),
  StringNotEquals: negative(equals),
  StringEqualsIgnoreCase: positive(equalsIgnoringCase),
  StringNotEqualsIgnoreCase: negative(equalsIgnoringCase),
  StringLike: positive(matchesWildcard),
  StringNotLike: negative(matchesWildcard),
  ArnEquals: positive(matchesArn),
  ArnLike: positive(matchesArn),
  ArnNotEquals: negative(matchesArn),
  ArnNotLike: negative(matchesArn),
  Bool: positive(equalsIgnoringCase),
};

/**
 * Whether a statement's conditions hold: all operators and keys must, any one of a key's values may.
 * A key that the request lacks fails an operator, but holds with `IfExists` and for the negated operators.
 * `context` has its keys in lower case.
 */
export function conditionHolds(condition: Statement['Condition'], context: ReadonlyMap<string, string>): Verdict {
  const verdicts = Object.entries(condition ?? {}).flatMap(([name, keys]) =>
    Object.entries(keys).map(([key, wanted]) =>
      holds(name, [wanted].flat().map(String), context.get(key.toLowerCase())),
    ),
  );
  if (verdicts.includes(false)) return false;
  return verdicts.includes('unknown') ? 'unknown' : true;
}

function holds(name: string, wanted: string[], actual: string | undefined): Verdict {
  if (name === 'Null') return wanted.includes(String(actual === undefined));
  const ifExists = name.endsWith('IfExists');
  const operator = OPERATORS[ifExists ? name.slice(0, -'IfExists'.length) : name];
  // A policy variable, `${aws:username}`, is not resolved here.
  if (operator === undefined || wanted.some((value) => value.includes('${'))) return 'unknown';
  if (actual === undefined) return ifExists || operator.negated;
  return wanted.some((value) => operator.matches(value, actual)) !== operator.negated;
}
