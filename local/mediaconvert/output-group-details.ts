import type { OutputDetail, OutputGroupDetail } from '../../schema/events/job-state-change.ts';
import { isJsonObject } from '../json.ts';
import type { JobSettings, Output, OutputGroup } from './create-job-request.ts';

/** What a type of group is called in COMPLETE, how its manifests end, and whether its outputs have paths of their own. */
type GroupKind = { type: string; settings: string; playlists: string[]; outputPath?: (output: Output) => string };

/** By the type in the settings. AWS: the samples of COMPLETE in MediaConvert User Guide, "COMPLETE". */
const KINDS: Record<string, GroupKind> = {
  FILE_GROUP_SETTINGS: {
    type: 'FILE_GROUP',
    settings: 'fileGroupSettings',
    playlists: [],
    outputPath: ({ extension, containerSettings }) => extension ?? containerExtension(containerSettings?.container),
  },
  HLS_GROUP_SETTINGS: {
    type: 'HLS_GROUP',
    settings: 'hlsGroupSettings',
    playlists: ['m3u8'],
    outputPath: () => 'm3u8',
  },
  DASH_ISO_GROUP_SETTINGS: { type: 'DASH_ISO_GROUP', settings: 'dashIsoGroupSettings', playlists: ['mpd'] },
  CMAF_GROUP_SETTINGS: { type: 'CMAF_GROUP', settings: 'cmafGroupSettings', playlists: ['mpd', 'm3u8'] },
  MS_SMOOTH_GROUP_SETTINGS: { type: 'MS_SMOOTH_GROUP', settings: 'msSmoothGroupSettings', playlists: ['ism'] },
};

/** The types that `outputGroupSettings` may have. */
export const GROUP_TYPES = Object.keys(KINDS);

/**
 * `outputGroupDetails` of COMPLETE: where the outputs would be, and how long. Nothing is transcoded here, and nothing
 * is written there. `size` is that of the first input's pictures; null for audio alone.
 */
export function outputGroupDetails(
  settings: JobSettings,
  media: { durationS: number; size: { width: number; height: number } | null },
): OutputGroupDetail[] {
  const firstInput = settings.inputs[0]?.fileInput ?? '';
  const durationInMs = Math.round(media.durationS * 1_000);
  return settings.outputGroups.flatMap((group) => {
    const kind = KINDS[group.outputGroupSettings.type];
    if (kind === undefined) return [];
    const base = destination(group, kind, firstInput);
    return [
      {
        type: kind.type,
        ...(kind.playlists.length > 0 && { playlistFilePaths: kind.playlists.map((ending) => `${base}.${ending}`) }),
        outputDetails: group.outputs.map((output): OutputDetail => {
          const video = output.videoDescription;
          const path = kind.outputPath?.(output);
          return {
            ...(path !== undefined && { outputFilePaths: [`${base}${output.nameModifier ?? ''}.${path}`] }),
            durationInMs,
            ...(video !== undefined &&
              media.size !== null && {
                videoDetails: {
                  widthInPx: video.width ?? media.size.width,
                  heightInPx: video.height ?? media.size.height,
                },
              }),
          };
        }),
      },
    ];
  });
}

/**
 * A destination that ends with a slash is a folder, and the name that of the first input.
 * UNSURE: without a destination the outputs go beside the first input.
 */
function destination({ outputGroupSettings }: OutputGroup, { settings }: GroupKind, firstInput: string): string {
  const found = outputGroupSettings[settings];
  const given = isJsonObject(found) && typeof found['destination'] === 'string' ? found['destination'] : '';
  const folder = given === '' ? firstInput.replace(/[^/]*$/, '') : given;
  return folder.endsWith('/') ? folder + baseName(firstInput) : folder;
}

/** The file name without folder and ending. */
function baseName(uri: string): string {
  return uri.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
}

function containerExtension(container = 'MP4'): string {
  return container === 'MPEG2TS' || container === 'M2TS' ? 'ts' : container.toLowerCase();
}
