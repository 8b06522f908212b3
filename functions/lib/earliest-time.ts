/**
 * MediaConvert began in November 2017: an earlier time is that of a clock that was never set, or seconds where milliseconds
 * belong.
 */
export const EARLIEST_EPOCH_MS = Date.UTC(2017, 0);
