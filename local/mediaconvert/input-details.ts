import type { AudioTrack, VideoTrack } from 'mediainfo.js';
import type { AudioDetail, InputDetail, VideoDetail } from '../../schema/events/job-state-change.ts';
import type { Media } from './read-media.ts';

/** The names of codecs where MediaConvert's is not MediaInfo's in capitals. UNSURE: all but H_264 and AAC. */
const CODECS = new Map([
  ['AVC', 'H_264'],
  ['AC-3', 'AC3'],
  ['E-AC-3', 'EAC3'],
  ['MPEG Video', 'MPEG2'],
  ['MPEG Audio', 'MP2'],
]);

/** An entry of `inputDetails` of INPUT_INFORMATION; `id` counts from 1. */
export function inputDetail(id: number, uri: string, { video, audio }: Media): InputDetail {
  return {
    id,
    uri,
    ...(video !== null && { video: [videoDetail(video)] }),
    // AWS: captured events of inputs without audio have no such member.
    ...(audio.length > 0 && { audio: audio.map(audioDetail) }),
  };
}

function videoDetail(track: VideoTrack): VideoDetail {
  return {
    streamId: streamId(track),
    codec: codecName(track.Format),
    width: track.Width ?? 0,
    height: track.Height ?? 0,
    // AWS: rounded to two decimals in captured events.
    frameRate: Math.round((track.FrameRate ?? 0) * 100) / 100,
    sar: track.PixelAspectRatio === undefined || track.PixelAspectRatio === 1 ? '1:1' : `${track.PixelAspectRatio}:1`,
    bitDepth: track.BitDepth ?? 8,
    interlaceMode: track.ScanType === undefined ? 'PROGRESSIVE' : track.ScanType.toUpperCase(),
    colorFormat: `YUV_${(track.ChromaSubsampling ?? '4:2:0').replaceAll(':', '')}`,
    standard: 'UNSPECIFIED',
    ...(track.CodecID?.length === 4 && { fourCC: track.CodecID }),
  };
}

function audioDetail(track: AudioTrack): AudioDetail {
  return {
    streamId: streamId(track),
    codec: codecName(track.Format),
    channels: track.Channels ?? 0,
    sampleRate: track.SamplingRate ?? 0,
    language: track.Language?.toUpperCase() ?? 'UND',
  };
}

/** Counts from 1 over all the streams of the file. */
function streamId({ StreamOrder: order }: VideoTrack | AudioTrack): number {
  return Number(order ?? 0) + 1;
}

function codecName(format = 'UNKNOWN'): string {
  return CODECS.get(format) ?? format.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}
