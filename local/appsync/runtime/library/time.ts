import { formatDate, parseDate } from './date-format.ts';

const SECOND_MS = 1000;
const ISO_8601 = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d(:?\d\d)?)$/;

/**
 * `util.time`
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/time-helpers-in-util-time-js.html
 */
export const time = {
  nowISO8601: (): string => new Date().toISOString(),
  nowEpochSeconds: (): number => Math.floor(Date.now() / SECOND_MS),
  nowEpochMilliSeconds: (): number => Date.now(),
  nowFormatted: (format: string, zone?: string): string => formatDate(Date.now(), format, zone ?? 'UTC'),
  parseFormattedToEpochMilliSeconds: (timestamp: string, format: string, zone?: string): number =>
    parseDate(timestamp, format, zone ?? 'UTC'),
  parseISO8601ToEpochMilliSeconds(timestamp: string): number {
    // `Date.parse` alone would take what is no ISO 8601, and a time without offset as local.
    const milliseconds = ISO_8601.test(timestamp) ? Date.parse(timestamp) : NaN;
    if (Number.isNaN(milliseconds)) throw new RangeError(`Unable to parse timestamp: ${timestamp}`);
    return milliseconds;
  },
  epochMilliSecondsToSeconds: (milliseconds: number): number => Math.floor(milliseconds / SECOND_MS),
  epochMilliSecondsToISO8601: (milliseconds: number): string => new Date(milliseconds).toISOString(),
  epochMilliSecondsToFormatted: (milliseconds: number, format: string, zone?: string): string =>
    formatDate(milliseconds, format, zone ?? 'UTC'),
};
