/** MediaConvert's default: an update about once a minute. */
const DEFAULT_STATUS_UPDATE_INTERVAL_SECONDS = 60;

/** Updates come approximately, one may be lost, and the phases do not tick evenly: two missing updates say nothing, three do. */
const SILENT_INTERVALS = 3;

/** How long a progressing job may send nothing, in milliseconds. Its update interval is in seconds. */
export function allowedSilenceMs(statusUpdateInterval = DEFAULT_STATUS_UPDATE_INTERVAL_SECONDS): number {
  return SILENT_INTERVALS * statusUpdateInterval * 1000;
}
