import type { AudioDetail, InputDetail, VideoDetail } from '../../../schema/events/job-state-change.ts';
import type { AudioTrack, JobInput, VideoTrack } from '../../../schema/generated/graphql.ts';
import { intOf, listOf, numberOf, objectOf, textOf } from '../../lib/read-field.ts';

/** The inputs of INPUT_INFORMATION in GraphQL's shape; undefined when the event tells none. */
export function readInputs(inputDetails: unknown): JobInput[] | undefined {
  return listOf(inputDetails)?.map((each, index) => {
    const input = objectOf<InputDetail>(each);
    return {
      id: intOf(input.id) ?? index + 1,
      uri: textOf(input.uri) ?? null,
      video: (listOf(input.video) ?? []).map(readVideo),
      audio: (listOf(input.audio) ?? []).map(readAudio),
    };
  });
}

function readVideo(value: unknown): VideoTrack {
  const video = objectOf<VideoDetail>(value);
  return {
    streamId: intOf(video.streamId) ?? null,
    codec: textOf(video.codec) ?? null,
    width: intOf(video.width) ?? null,
    height: intOf(video.height) ?? null,
    frameRate: numberOf(video.frameRate) ?? null,
    sar: textOf(video.sar) ?? null,
    bitDepth: intOf(video.bitDepth) ?? null,
    interlaceMode: textOf(video.interlaceMode) ?? null,
    colorFormat: textOf(video.colorFormat) ?? null,
    standard: textOf(video.standard) ?? null,
    fourCC: textOf(video.fourCC) ?? null,
  };
}

function readAudio(value: unknown): AudioTrack {
  const audio = objectOf<AudioDetail>(value);
  return {
    streamId: intOf(audio.streamId) ?? null,
    codec: textOf(audio.codec) ?? null,
    channels: intOf(audio.channels) ?? null,
    sampleRate: intOf(audio.sampleRate) ?? null,
    language: textOf(audio.language) ?? null,
  };
}
