// AWS: MediaConvert User Guide, "Error codes" and "Warning codes"; the message of 1076 as captured events have it.
const ERRORS = new Map([
  [1076, 'Demuxer: [ReadPacketData File read failed - end of file hit at length [93524619]. Is file truncated?]'],
]);
const WARNINGS = new Map([
  [240_000, 'MediaConvert added at least 100 milliseconds of audio silence to keep audio and video in sync.'],
]);

/** The message of an error that a job's tags ask for. */
export function errorMessage(code: number): string {
  return ERRORS.get(code) ?? `Simulated error ${code}`;
}

/** The message of a warning that a job's tags ask for. */
export function warningMessage(code: number): string {
  return WARNINGS.get(code) ?? `Simulated warning ${code}`;
}
