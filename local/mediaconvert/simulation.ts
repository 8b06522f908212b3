/** Nothing but well-behaved: what a job without tags asks for. */
export const NO_SIMULATION: Simulation = {
  lose: [],
  duplicate: [],
  delay: {},
  retries: 0,
  noPercentages: false,
  warning: [],
  forget: false,
  throttle: 0,
  speed: 1,
};

/** How a job misbehaves, as its tags ask for. */
export type Simulation = {
  lose: string[];
  duplicate: string[];
  /** Milliseconds of the job's clock, by event. */
  delay: Record<string, number>;
  retries: number;
  noPercentages: boolean;
  error?: { code: number; at: number };
  warning: number[];
  forget: boolean;
  throttle: number;
  speed: number;
};

const PREFIX = 'simulate:';
const SEPARATOR = /[,\s]+/;
const EVENTS = [
  'CreateJob',
  'CancelJob',
  'PROGRESSING',
  'INPUT_INFORMATION',
  'STATUS_UPDATE',
  'NEW_WARNING',
  'QUEUE_HOP',
  'COMPLETE',
  'CANCELED',
  'ERROR',
];

/** Reads the value of a tag; undefined when it makes no sense. */
type Read = (value: string) => Partial<Simulation> | undefined;

const TAGS: Record<string, Read> = {
  lose: (value) => given('lose', events(value)),
  duplicate: (value) => given('duplicate', events(value)),
  delay: (value) => given('delay', delays(value)),
  retries: (value) => given('retries', count(value)),
  noPercentages: (value) => given('noPercentages', flag(value)),
  error: (value) => {
    const [, code, at = '0.5'] = /^(\d{4})(?:@(0?\.\d+|0|1))?$/.exec(value) ?? [];
    return code === undefined ? undefined : { error: { code: Number(code), at: Number(at) } };
  },
  warning: (value) => {
    const codes = value.split(SEPARATOR);
    return codes.every((code) => /^\d{6}$/.test(code)) ? { warning: codes.map(Number) } : undefined;
  },
  forget: (value) => given('forget', flag(value)),
  throttle: (value) => given('throttle', count(value)),
  speed: (value) => (Number(value) > 0 && Number.isFinite(Number(value)) ? { speed: Number(value) } : undefined),
};

/**
 * What the tags of a job say about how it shall misbehave. Tags appear in no event, so the job looks like any other.
 * A string when a tag that begins with `simulate:` is not one of these, or its value makes no sense: the reason.
 *
 * | tag                      | value                  | what happens                                                             |
 * |--------------------------|------------------------|--------------------------------------------------------------------------|
 * | `simulate:lose`          | `COMPLETE,CreateJob`   | these events are never sent: statuses, and the calls that CloudTrail records |
 * | `simulate:duplicate`     | `STATUS_UPDATE`        | these are sent twice, the second time under an id of its own              |
 * | `simulate:delay`         | `STATUS_UPDATE:5s`     | these are sent so many seconds of the job's clock late, after what follows them |
 * | `simulate:retries`       | `2`                    | the service starts over so often, half-way through transcoding            |
 * | `simulate:noPercentages` | `true`                 | no percentage in events and answers                                      |
 * | `simulate:error`         | `1076`, `1076@0.62`    | ends in ERROR with this code, after this share of transcoding (half)      |
 * | `simulate:warning`       | `240000,230001`        | NEW_WARNING with these codes half-way through transcoding                 |
 * | `simulate:forget`        | `true`                 | GetJob, CancelJob and ListJobs do not know the job, though it is played   |
 * | `simulate:throttle`      | `3`                    | the next three GetJob calls get TooManyRequestsException                  |
 * | `simulate:speed`         | `10`                   | the job's clock runs ten times as fast as the service's                   |
 *
 * Lists are separated by commas or spaces.
 */
export function readSimulation(tags: Record<string, string> = {}): Simulation | string {
  const simulation = { ...NO_SIMULATION };
  for (const [tag, value] of Object.entries(tags)) {
    if (!tag.startsWith(PREFIX)) continue;
    const name = tag.slice(PREFIX.length);
    const read = Object.hasOwn(TAGS, name) ? TAGS[name] : undefined;
    if (read === undefined) {
      return `/tags/${tag}: is no simulation; there are ${Object.keys(TAGS)
        .map((known) => PREFIX + known)
        .join(', ')}`;
    }
    const wish = read(value);
    if (wish === undefined) return `/tags/${tag}: '${value}' makes no sense`;
    Object.assign(simulation, wish);
  }
  return simulation;
}

function given<Name extends keyof Simulation>(
  name: Name,
  value: Simulation[Name] | undefined,
): Partial<Simulation> | undefined {
  return value === undefined ? undefined : { [name]: value };
}

function events(value: string): string[] | undefined {
  const names = value.split(SEPARATOR);
  return names.every((name) => EVENTS.includes(name)) ? names : undefined;
}

function delays(value: string): Record<string, number> | undefined {
  const found = value.split(SEPARATOR).map((part) => /^(\w+):(\d+(?:\.\d+)?)s$/.exec(part));
  if (!found.every((match) => match !== null && EVENTS.includes(match[1] ?? ''))) return undefined;
  return Object.fromEntries(found.map((match) => [match?.[1] ?? '', Number(match?.[2]) * 1_000]));
}

function count(value: string): number | undefined {
  return /^\d{1,3}$/.test(value) ? Number(value) : undefined;
}

function flag(value: string): boolean | undefined {
  return value === 'true' ? true : value === 'false' ? false : undefined;
}
