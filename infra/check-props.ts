import type { MediaConvertJobProgressProps } from './props.ts';
import { RELATIONS } from './props/relations.ts';
import { isRecord, type Rule } from './props/rule.ts';
import { PART_RULES, RULES } from './props/rules.ts';
import { shown } from './props/shown.ts';

/** A prop that cannot be used. The message names its key, the value received and what is allowed. */
export class InvalidPropError extends Error {
  override readonly name = 'InvalidPropError';
}

/** The names of all props. */
export const PROP_NAMES: readonly string[] = Object.keys(RULES);

/**
 * Throws `InvalidPropError` for the first prop that is not known, not allowed, or not allowed beside the others. What only
 * CloudFormation will know is taken unseen where it may stand: names of buckets, the issuer, the user pool and the topic.
 */
export function checkProps(props: MediaConvertJobProgressProps, now: Date = new Date()): void {
  check(props, RULES, '');
  for (const { name, rules, needed } of PART_RULES) {
    const parts = props[name];
    if (!isRecord(parts)) continue;
    for (const key of needed)
      if (parts[key] === undefined)
        throw new InvalidPropError(`${name} is ${shown(parts)}, but must have ${needed.join(' and ')}.`);
    check(parts, rules, `${name}.`);
  }
  for (const relation of RELATIONS) {
    const sentence = relation(props, now);
    if (sentence !== undefined) throw new InvalidPropError(sentence);
  }
}

function check(props: object, rules: Record<string, Rule>, prefix: string): void {
  for (const [key, value] of Object.entries(props)) {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    if (rule === undefined)
      throw new InvalidPropError(`${prefix}${key} is not known; the keys are ${Object.keys(rules).join(', ')}.`);
    if (value !== undefined && !rule.allows(value))
      throw new InvalidPropError(`${prefix}${key} is ${shown(value)}, but must be ${rule.allowed}.`);
  }
}
