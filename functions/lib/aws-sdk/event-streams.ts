/**
 * Stands in bundles for `@smithy/core/event-streams`, which answers that go on need: SubscribeToShard of Kinesis, SelectObjectContent
 * of S3. No function asks for one; who does gets an error.
 */
export function EventStreamSerde(): never {
  throw new Error('the bundles of these functions leave out event streams: infra/lambda/bundle-function.ts');
}

/** What a client makes at its start, and only event streams use. */
export const eventStreamSerdeProvider = (): object => ({});

/** The configuration as it is. */
export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;
