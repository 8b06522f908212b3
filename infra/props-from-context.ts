import { InvalidPropError, PROP_NAMES } from './check-props.ts';
import type { MediaConvertJobProgressProps } from './props.ts';

/**
 * The props that context sets: `-c name=value` as text, cdk.json as any JSON. Text that is JSON is read as such, and
 * `removalPolicy` in any case, and lists as values with commas between them too; values are not checked here. Keys of CDK's
 * own (`aws:cdk:…`, `@aws-cdk/…`, `cli-…`) are passed over, any other unknown key is an `InvalidPropError`: a misspelt key would leave a default in force unseen.
 */
export function propsFromContext(context: Readonly<Record<string, unknown>>): MediaConvertJobProgressProps {
  const own = Object.entries(context).filter(([key]) => !/[^A-Za-z0-9_]/.test(key));
  for (const [key, value] of own)
    if (!PROP_NAMES.includes(key))
      throw new InvalidPropError(
        `The context key ${key} (${JSON.stringify(value)}) is not known; the keys are ${PROP_NAMES.join(', ')}.`,
      );
  return Object.fromEntries(own.map(([key, value]) => [key, typed(key, value)]));
}

/** Props that context may also give as values with commas between them. */
const LISTS = new Set(['mediaBuckets', 'auth']);

function typed(key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (key === 'removalPolicy') return value.toLowerCase();
  // The name of a bucket may be a number in JSON's eyes.
  if (LISTS.has(key) && !value.startsWith('['))
    return value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
