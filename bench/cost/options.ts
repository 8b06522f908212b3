import { parseCommandLine, positive, UsageError, zeroOrMore } from '../../local/command-line.ts';

/** What `npm run cost` was asked for. */
export type CostOptions = {
  /** Jobs a month. */
  jobs: number;
  /** Seconds between the updates of a job. */
  interval: number;
  /** Minutes that a job progresses. */
  minutes: number;
  /** Who watches each job from its beginning to its end. */
  subscribers: number;
  /** Inputs of a job. */
  inputs: number;
  streams: boolean;
  archive: boolean;
  /** Days that events are kept. */
  eventsTtlDays: number;
  /** Milliseconds of an invocation of the collector, and of one of the analyzer that has nothing to do, as Lambda bills them. */
  collectorMs: number;
  /** Milliseconds of an analysis. */
  analyzerMs: number;
};

/** What is not asked for otherwise. Durations are assumed: no machine but Lambda's own tells them. */
export const DEFAULTS: CostOptions = {
  jobs: 1_000_000,
  interval: 60,
  minutes: 20,
  subscribers: 1,
  inputs: 1,
  streams: true,
  archive: false,
  eventsTtlDays: 1,
  collectorMs: 100,
  analyzerMs: 2_000,
};

/** AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs.html, StatusUpdateInterval. */
export const INTERVALS = [10, 12, 15, 20, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600] as const;

/** What `npm run cost -- --help` prints. */
export const USAGE = `Usage: npm run cost -- [options]

Prints what a month costs in us-east-1, computed from measured calls (bench/results/calls-per-event.json)
and prices (bench/cost/prices.json). docs/cost.md explains it.

  --jobs N              jobs a month (default 1000000)
  --interval SECONDS    between the updates of a job: ${INTERVALS.slice(0, 6).join(', ')}, and so on (default 60)
  --minutes N           that a job progresses (default 20)
  --subscribers N       who watch each job from its beginning to its end (default 1)
  --inputs N            inputs of a job (default 1)
  --no-streams          without the Kinesis streams
  --archive             with the archive in S3
  --events-ttl-days N   days that events are kept (default 1)
  --collector-ms N      milliseconds of an invocation of the collector (default 100, assumed)
  --analyzer-ms N       milliseconds of an analysis (default 2000, assumed)
  --json                print JSON: each amount, and what it costs
  --help                show this
`;

/** Reads the options of `npm run cost`. Throws a `UsageError` for what it does not understand; null when help is wanted. */
export function parseCostOptions(argv: string[]): (CostOptions & { json: boolean }) | null {
  const { values } = parseCommandLine({
    args: argv,
    options: {
      jobs: { type: 'string', default: String(DEFAULTS.jobs) },
      interval: { type: 'string', default: String(DEFAULTS.interval) },
      minutes: { type: 'string', default: String(DEFAULTS.minutes) },
      subscribers: { type: 'string', default: String(DEFAULTS.subscribers) },
      inputs: { type: 'string', default: String(DEFAULTS.inputs) },
      'no-streams': { type: 'boolean', default: !DEFAULTS.streams },
      archive: { type: 'boolean', default: DEFAULTS.archive },
      'events-ttl-days': { type: 'string', default: String(DEFAULTS.eventsTtlDays) },
      'collector-ms': { type: 'string', default: String(DEFAULTS.collectorMs) },
      'analyzer-ms': { type: 'string', default: String(DEFAULTS.analyzerMs) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const streams = !values['no-streams'];
  if (values.archive && !streams) throw new UsageError('--archive needs the streams: leave out --no-streams');
  return {
    jobs: zeroOrMore('--jobs', values.jobs),
    interval: interval(values.interval),
    minutes: zeroOrMore('--minutes', values.minutes),
    subscribers: zeroOrMore('--subscribers', values.subscribers),
    inputs: atLeastOne('--inputs', values.inputs),
    streams,
    archive: values.archive,
    eventsTtlDays: positive('--events-ttl-days', values['events-ttl-days']),
    collectorMs: positive('--collector-ms', values['collector-ms']),
    analyzerMs: positive('--analyzer-ms', values['analyzer-ms']),
    json: values.json,
  };
}

function interval(value: string): number {
  const found = INTERVALS.find((seconds) => String(seconds) === value);
  if (found === undefined) throw new UsageError(`--interval must be one of ${INTERVALS.join(', ')}, not '${value}'`);
  return found;
}

function atLeastOne(option: string, value: string): number {
  const number = positive(option, value);
  if (number < 1) throw new UsageError(`${option} must be 1 or more, not '${value}'`);
  return number;
}
