import { Token } from 'aws-cdk-lib';

/** What a prop may be, by itself. */
export type Rule = {
  /** Says it, to follow "must be". */
  allowed: string;
  /** Whether the value is that. Never asked of undefined. */
  allows(value: unknown): boolean;
};

/** An object with values of any kind, not an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Allows the whole numbers of a range, its ends included. */
export function wholeNumber(low: number, high: number): Rule {
  return {
    allowed: `a whole number from ${low} to ${high}`,
    allows: (value) => Number.isInteger(value) && Number(value) >= low && Number(value) <= high,
  };
}

/** Allows the values. */
export function oneOf(values: readonly unknown[], allowed: string): Rule {
  return { allowed, allows: (value) => values.includes(value) };
}

/** Allows true and false. */
export const BOOLEAN: Rule = oneOf([true, false], 'true or false');

/** Allows text that is not empty. */
export function text(longest: number): Rule {
  return {
    allowed: `a text of 1 to ${longest} characters`,
    allows: (value) => typeof value === 'string' && value.length >= 1 && value.length <= longest,
  };
}

/** Allows text that matches, and text that only CloudFormation knows, such as the attribute of another resource. */
export function matching(pattern: RegExp, allowed: string): Rule {
  return {
    allowed,
    allows: (value) => typeof value === 'string' && (Token.isUnresolved(value) || pattern.test(value)),
  };
}

/** Allows lists, each element once at most, all of them allowed by the rule. */
export function listOf(element: Rule, fewest: number, most: number, allowed: string): Rule {
  return {
    allowed,
    allows: (value) =>
      Array.isArray(value) &&
      value.length >= fewest &&
      value.length <= most &&
      new Set(value).size === value.length &&
      value.every((each) => element.allows(each)),
  };
}

/** Allows any object; its parts have rules of their own. */
export function anyOf(rules: Record<string, Rule>): Rule {
  return { allowed: `an object with any of ${Object.keys(rules).join(', ')}`, allows: isRecord };
}

/** Allows true, false, and any object, which is as good as true; its parts have rules of their own. */
export function booleanOrAnyOf(rules: Record<string, Rule>): Rule {
  return {
    allowed: `true, false or ${anyOf(rules).allowed}`,
    allows: (value) => typeof value === 'boolean' || isRecord(value),
  };
}
