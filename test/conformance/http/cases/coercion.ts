import { answered, type Exchange } from '../exchange.ts';
import type { Evidence } from '../../runtime/runtime-case.ts';

/** What `coerced` gives but for the argument whose default is 7. */
const seen = (values: Record<string, unknown>): object => ({
  data: { coerced: { jsonText: { preset: 7, ...values } } },
});

/** A variable, and what the resolver finds in its argument. */
const variable = (
  evidence: Evidence,
  [name, type, given]: [name: string, type: string, given: unknown],
  found: unknown = given,
): Exchange =>
  answered(
    `takes $${name}: ${type} = ${JSON.stringify(given)} as ${JSON.stringify(found)}`,
    evidence,
    [`query($${name}: ${type}) { coerced(${name}: $${name}) }`, { [name]: given }],
    seen({ [name]: found }),
  );

/** A literal, and what the resolver finds in its argument. */
const literal = (evidence: Evidence, argument: string, found: Record<string, unknown>): Exchange =>
  answered(`takes \`${argument}\` as ${JSON.stringify(found)}`, evidence, [`{ coerced(${argument}) }`], seen(found));

/** Literals and variables that fit, as a resolver finds them in `ctx.args`. */
export const COERCION: Exchange[] = [
  answered('gives an argument its default', 'D', ['{ coerced }'], seen({})),
  literal('D', 'preset: null', { preset: null }),
  literal('D', 'int: -2147483648', { int: -2147483648 }),
  literal('D', 'float: 1', { float: 1 }),
  literal('D', 'id: 7', { id: '7' }),
  literal('D', 'color: RED', { color: 'RED' }),
  literal('D', 'colors: RED', { colors: ['RED'] }),
  literal('D', 'json: "{\\"a\\":[1,null]}"', { json: { a: [1, null] } }),
  literal('D', 'json: "\\"text\\""', { json: 'text' }),
  literal('D', 'timestamp: -1', { timestamp: -1 }),
  literal('D', 'input: { test: "a", many: 1 }', { input: { test: 'a', int: 3, many: [1] } }),
  variable('D', ['input', 'Input', { test: 'a', inner: { test: 'b', int: null } }], {
    test: 'a',
    int: 3,
    inner: { test: 'b', int: null },
  }),
  variable('D', ['json', 'AWSJSON', '{"a":1}'], { a: 1 }),
  variable('D', ['date', 'AWSDate', '1970-01-01-07:00']),
  variable('D', ['date', 'AWSDate', '1970-01-01Z']),
  variable('D', ['time', 'AWSTime', '12:00:34+05:30']),
  variable('D', ['dateTime', 'AWSDateTime', '1930-01-01T16:00:00+05:30']),
  variable('D', ['dateTime', 'AWSDateTime', '1930-01-01T16:00:00.123456789-07:00:30']),
  variable('D', ['timestamp', 'AWSTimestamp', 1_767_323_045]),
  variable('D', ['email', 'AWSEmail', 'username@example.com']),
  variable('D', ['url', 'AWSURL', 'https://www.amazon.com/dp/B000NZW3KC/']),
  variable('D', ['phone', 'AWSPhone', '+1 555-764-4377']),
  variable('D', ['ipAddress', 'AWSIPAddress', '127.0.0.1/8']),
  variable('D', ['ipAddress', 'AWSIPAddress', '1A2B::3C4D/128']),
  variable('U', ['id', 'ID', 5], '5'),
  variable('U', ['int', 'Int', 5.0], 5),
  variable('U', ['string', 'String', null]),
];
