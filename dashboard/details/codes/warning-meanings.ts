/** What MediaConvert's warning codes mean, in short, as far as its user guide tells: page `warning_codes`. The list grows. */
export const WARNING_MEANINGS: ReadonlyMap<number, string> = new Map([
  [100000, 'The job waited long enough to hop to another queue, but could not.'],
  [230002, 'The duration of an input’s audio could not be corrected: see whether audio and video stay together.'],
  [230004, 'The media header of an input lacks information: see whether duration and languages are right.'],
  [240000, 'At least 100 ms of silence were added to keep audio and video together.'],
  [240001, 'At least 100 ms of audio were dropped to keep audio and video together.'],
  [250001, 'The captions of an input use a font that is not supported; a generic one took its place.'],
  [250002, 'The bitrate of a Dolby CBI input is not supported, and was raised.'],
  [270000, 'Amazon S3 asked to slow down while outputs were written: the job may take longer.'],
]);
