import fc from 'fast-check';
import { hostileEventText } from '../functions/collector/arbitrary-event.ts';
import { SAMPLE_NAMES, sampleText } from '../functions/collector/samples.ts';
import { json, keys, mutated, nested, numbers } from '../local/appsync/soak/hostile-texts.ts';

/** Text that is more than text elsewhere: in HTML, in a terminal, in a log, in an expression, in JavaScript. */
export const trap = fc.constantFrom(
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  '\u001b]0;owned\u0007\u001b[2J',
  '\u009b31m',
  'a\r\n{"level":"ERROR","message":"forged"}',
  '\u2028\u2029',
  '\u202egnp.exe',
  'id = :id OR attribute_exists(id)',
  '#ttl = :ttl REMOVE version',
  ':expected',
  '${jndi:ldap://evil}',
  '%s%s%n',
  '\ud800',
  '\0',
);
export const text = fc.oneof(trap, keys, fc.string({ unit: 'binary', maxLength: 40 }), fc.string({ maxLength: 300 }));

/** User metadata with any keys and values. */
const metadata = fc.dictionary(fc.oneof(text, fc.constant('tenant')), fc.oneof(text, fc.jsonValue({ maxDepth: 2 })), {
  maxKeys: 6,
});

const withMetadata = fc.tuple(hostileEventText, metadata).map(([event, userMetadata]) => {
  const parsed = JSON.parse(event) as { detail: object };
  return JSON.stringify({ ...parsed, detail: { ...parsed.detail, userMetadata } });
});

const sample = fc.constantFrom(...SAMPLE_NAMES, 'CreateJob', 'CancelJob').map(sampleText);

/** Messages of the event queue: events with anything in them, nearly events, and anything. */
export const message: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: hostileEventText },
  { weight: 4, arbitrary: withMetadata },
  { weight: 2, arbitrary: mutated(sample) },
  { weight: 1, arbitrary: mutated(withMetadata) },
  fc.oneof(json, nested, numbers, text),
);
