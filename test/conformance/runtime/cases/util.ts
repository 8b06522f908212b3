import { expressionCases, returning, type Row, type RuntimeCase } from '../runtime-case.ts';

/** AWS: https://docs.aws.amazon.com/appsync/latest/devguide/time-helpers-in-util-time.html, "Conversion examples", "Parsing examples". */
const TIME: Row[] = [
  ['`epochMilliSecondsToSeconds`', 'epochMilliSecondsToSeconds(1517943695758)', 1517943695],
  ['`epochMilliSecondsToISO8601`', 'epochMilliSecondsToISO8601(1517943695758)', '2018-02-06T19:01:35.758Z'],
  [
    '`epochMilliSecondsToFormatted`',
    'epochMilliSecondsToFormatted(1517943695758, "yyyy-MM-dd HH:mm:ssZ")',
    '2018-02-06 19:01:35+0000',
  ],
  [
    '`epochMilliSecondsToFormatted` with an offset',
    'epochMilliSecondsToFormatted(1517943695758, "yyyy-MM-dd HH:mm:ssZ", "+08:00")',
    '2018-02-07 03:01:35+0800',
  ],
  [
    '`parseISO8601ToEpochMilliSeconds`',
    'parseISO8601ToEpochMilliSeconds("2018-02-01T17:21:05.180+08:00")',
    1517476865180,
  ],
  [
    '`parseFormattedToEpochMilliSeconds`',
    'parseFormattedToEpochMilliSeconds("2018-02-02 01:19:22+0800", "yyyy-MM-dd HH:mm:ssZ")',
    1517505562000,
  ],
  [
    '`parseFormattedToEpochMilliSeconds` with an offset',
    'parseFormattedToEpochMilliSeconds("2018-02-02 01:19:22", "yyyy-MM-dd HH:mm:ss", "+08:00")',
    1517505562000,
  ],
];

/** AWS: https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html and the pages of `util.math`, `util.str`, `util.http`. */
const DOCUMENTED: Row[] = [
  ['`matches`', 'util.matches("a*b", "aaaaab")', true],
  ['`matches` that does not', 'util.matches("^a*b$", "aaaaac")', false],
  ['`base64Encode`', 'util.base64Encode("hello")', 'aGVsbG8='],
  ['`base64Decode`', 'util.base64Decode("aGVsbG8=")', 'hello'],
  ['`urlEncode`', 'util.urlEncode("a b&c=ü")', 'a+b%26c%3D%C3%BC'],
  ['`urlDecode`', 'util.urlDecode("a+b%26c%3D%C3%BC")', 'a b&c=ü'],
  ['`math.roundNum`', 'util.math.roundNum(2.5)', 3],
  ['`math.minVal`', 'util.math.minVal(2, 1)', 1],
  ['`math.maxVal`', 'util.math.maxVal(2, 1)', 2],
  ['`str.normalize`', 'util.str.normalize("e\\u0301", "nfc")', 'é'],
];

const ASSUMED: Row[] = [
  ['`escapeJavaScript`', `util.escapeJavaScript('say "hi"\\n')`, 'say \\"hi\\"\\n'],
  [
    '`http.copyHeaders` leaves out the restricted ones',
    'util.http.copyHeaders({ host: "a", "content-length": "1", "x-b": "c" })',
    { 'x-b': 'c' },
  ],
  ['`dynamodb.toString` of null', 'util.dynamodb.toString(null)', null],
];

const PATTERNS: [name: string, expression: string, pattern: RegExp][] = [
  ['`autoId`', 'util.autoId()', /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/],
  ['`autoUlid`', 'util.autoUlid()', /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/],
  ['`autoKsuid`', 'util.autoKsuid()', /^[0-9A-Za-z]{27}$/],
  ['`time.nowISO8601`', 'util.time.nowISO8601()', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
  [
    '`time.nowFormatted`',
    'util.time.nowFormatted("yyyy-MM-dd HH:mm:ssZ", "+08:00")',
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+0800$/,
  ],
  [
    '`time.nowEpochSeconds` and `nowEpochMilliSeconds`',
    '`${util.time.nowEpochSeconds()} ${util.time.nowEpochMilliSeconds()}`',
    /^\d{10} \d{13}$/,
  ],
];

/** `util`, but for its DynamoDB and transformation parts. */
export const UTIL: RuntimeCase[] = [
  ...expressionCases(
    'D',
    '`util.time`',
    TIME.map(([name, call, result]) => [name, `util.time.${call}`, result]),
  ),
  ...expressionCases('D', '`util`', DOCUMENTED),
  ...expressionCases('U', '`util`', ASSUMED),
  ...PATTERNS.map(([name, expression, resultPattern]): RuntimeCase => ({
    name: `\`util\`: ${name}`,
    evidence: 'D',
    code: returning(expression),
    expected: { resultPattern },
  })),
];
