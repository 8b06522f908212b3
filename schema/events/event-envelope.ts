/**
 * What EventBridge wraps every event in.
 *
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/ref/events-structure.html
 */
export type EventEnvelope<DetailType extends string, Detail, Source extends string = 'aws.mediaconvert'> = {
  /** `0` */
  version?: string;
  /** A UUID; a redelivered event keeps it. */
  id?: string;
  'detail-type': DetailType;
  source: Source;
  /** 12 digits. */
  account?: string;
  /** `YYYY-MM-DDTHH:MM:SSZ`, whole seconds. */
  time?: string;
  region?: string;
  /** The job's ARN, or nothing. */
  resources?: string[];
  /** Only on an event that an archive replays. */
  'replay-name'?: string;
  detail: Detail;
};
