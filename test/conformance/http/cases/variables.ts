import { answered, at, type Exchange } from '../exchange.ts';
import type { Evidence } from '../../runtime/runtime-case.ts';

/** Variables of `coerced`'s arguments that do not fit. */
const refused = (
  evidence: Evidence,
  [name, type, value]: [name: string, type: string, value: unknown],
  message: string,
  locations: object[] | null = null,
): Exchange =>
  answered(
    `refuses $${name}: ${type} = ${value === undefined ? 'nothing' : JSON.stringify(value)}`,
    evidence,
    [`query($${name}: ${type}) { coerced(${name}: $${name}) }`, { [name]: value }],
    { data: null, errors: [{ path: null, locations, message }] },
  );

const wrong = (evidence: Evidence, variable: [string, string, unknown], reason: string): Exchange =>
  refused(evidence, variable, `Variable '${variable[0]}' has an invalid value. ${reason}`, at(1, 7));

/** Variables that do not fit. */
export const VARIABLES: Exchange[] = [
  refused('R', ['string', 'String!', undefined], "Variable 'string' has coerced Null value for NonNull type 'String!'"),
  refused('R', ['string', 'String!', null], "Variable 'string' has coerced Null value for NonNull type 'String!'"),
  refused('R', ['input', 'Input', {}], "Variable 'input' has coerced Null value for NonNull type 'String!'"),
  refused(
    'R',
    ['input', 'Input', { test: 'a', x: 1 }],
    "The variables input contains a field that is not defined for input object type 'Input' ",
  ),
  refused(
    'U',
    ['input', 'Input', { test: 'a', many: [1, null] }],
    "Variable 'input' has coerced Null value for NonNull type 'Int!'",
  ),
  wrong('R', ['dateTime', 'AWSDateTime', '2019'], 'Unable to parse `2019` as a valid DateTime Object.'),
  wrong('R', ['date', 'AWSDate', '2019-12-24T04:15Z'], 'Unable to parse `2019-12-24T04:15Z` as a valid date.'),
  wrong('U', ['time', 'AWSTime', '25:00'], 'Unable to parse `25:00` as a valid time.'),
  wrong('U', ['timestamp', 'AWSTimestamp', '1'], 'Unable to parse `1` as a valid timestamp.'),
  wrong('U', ['email', 'AWSEmail', 'a@b'], 'Unable to parse `a@b` as a valid email address.'),
  wrong('U', ['json', 'AWSJSON', '{a:1}'], 'Unable to parse `{a:1}` as valid JSON.'),
  wrong('U', ['json', 'AWSJSON', { a: 1 }], 'Unable to parse `{"a":1}` as valid JSON.'),
  wrong('U', ['url', 'AWSURL', 'x'], 'Unable to parse `x` as a valid URL.'),
  wrong('U', ['phone', 'AWSPhone', 'x'], 'Unable to parse `x` as a valid phone number.'),
  wrong('U', ['ipAddress', 'AWSIPAddress', 'x'], 'Unable to parse `x` as a valid IP address.'),
  wrong('R', ['int', 'Int', 'x'], "Expected type 'Int' but was 'String'."),
  wrong('U', ['int', 'Int', '5'], "Expected type 'Int' but was 'String'."),
  wrong('U', ['float', 'Float', '1.5'], "Expected type 'Float' but was 'String'."),
  wrong('U', ['string', 'String', 5], "Expected type 'String' but was 'Integer'."),
  wrong('U', ['string', 'String', true], "Expected type 'String' but was 'Boolean'."),
  wrong('U', ['boolean', 'Boolean', 'true'], "Expected type 'Boolean' but was 'String'."),
  wrong('U', ['boolean', 'Boolean', 0], "Expected type 'Boolean' but was 'Integer'."),
  wrong('U', ['id', 'ID', 2 ** 53], "Expected type 'ID' but was 'BigInteger'."),
  wrong('U', ['int', 'Int', 2 ** 31], "Expected type 'Int' but was 'Long'."),
  wrong('U', ['int', 'Int', 1.5], "Expected type 'Int' but was 'Double'."),
  wrong('U', ['int', 'Int', true], "Expected type 'Int' but was 'Boolean'."),
  wrong('U', ['boolean', 'Boolean', 'x'], "Expected type 'Boolean' but was 'String'."),
  wrong('U', ['color', 'Color', 'BLUE'], "Invalid input for Enum 'Color'. No value found for name 'BLUE'"),
  wrong(
    'R',
    ['input', 'Input', 5],
    "Expected type 'Map' but was 'Integer'. Variables for input objects must be an instance of type 'Map'.",
  ),
];
