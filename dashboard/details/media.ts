import { type Child, element } from '../element.ts';
import { bitrate, count, duration } from '../words/quantity.ts';
import { copyablePath } from './copy-button.ts';
import type { Details } from './details.ts';
import { foldedJson } from './folded-json.ts';

const GROUP_NAMES: Partial<Record<string, string>> = {
  FILE_GROUP: 'File group',
  HLS_GROUP: 'HLS group',
  DASH_ISO_GROUP: 'DASH ISO group',
  CMAF_GROUP: 'CMAF group',
  MS_SMOOTH_GROUP: 'Microsoft Smooth group',
};

/** Asks for the report of MediaInfo about an input, by the input's index from 1. */
export type ReadMediainfo = (input: number) => Promise<string | null | undefined>;

/** The inputs' tracks and what the analysis of their media found. Empty when nothing is known. */
export function inputItems(
  { inputs, analysis }: Pick<Details, 'inputs' | 'analysis'>,
  readMediainfo: ReadMediainfo,
): Child[] {
  const found = analysis
    ? element(
        'p',
        { class: 'note' },
        line(
          `Analysis ${(analysis.status ?? 'unknown').toLowerCase()}`,
          typeof analysis.numInputs === 'number' &&
            `${count(analysis.numInputs)} input${analysis.numInputs === 1 ? '' : 's'}`,
          analysis.frameCount && `${count(analysis.frameCount)} frames`,
          analysis.duration && duration(analysis.duration),
          analysis.codec,
          analysis.reason,
        ),
      )
    : undefined;
  const items = inputs.map(({ id, uri, video, audio }) =>
    item(
      uri ?? `Input ${id}`,
      [
        ...video.map((track) =>
          line(
            'Video',
            track.codec,
            track.width && track.height && `${track.width} × ${track.height}`,
            track.frameRate && `${track.frameRate} fps`,
            track.bitDepth && `${track.bitDepth} bit`,
            track.colorFormat,
            track.interlaceMode?.toLowerCase(),
            track.sar && `sample aspect ratio ${track.sar}`,
            track.fourCC,
          ),
        ),
        ...audio.map((track) =>
          line(
            'Audio',
            track.codec,
            track.channels && `${track.channels} channels`,
            track.sampleRate && `${count(track.sampleRate)} Hz`,
            track.language,
          ),
        ),
      ],
      ...(analysis ? [foldedJson('MediaInfo report', () => readMediainfo(id))] : []),
    ),
  );
  return [...(found ? [found] : []), ...(items.length > 0 ? [element('ul', { class: 'items' }, ...items)] : [])];
}

/** What the job wrote, by group, and what was found in it. Empty until it is complete. */
export function outputItems({
  outputGroups,
  outputFindings,
}: Pick<Details, 'outputGroups' | 'outputFindings'>): Child[] {
  const groups = outputGroups.map(({ type, playlistFilePaths, outputs }) =>
    element(
      'div',
      {},
      element('h4', {}, GROUP_NAMES[type ?? ''] ?? type ?? 'Output group'),
      element(
        'ul',
        { class: 'items' },
        ...playlistFilePaths.map((path) => item(path, [])),
        ...outputs.map((output, index) =>
          item(
            output.outputFilePaths[0] ?? `Output ${index + 1}`,
            [
              line(
                output.widthInPx && output.heightInPx && `${output.widthInPx} × ${output.heightInPx}`,
                output.durationInMs && duration(output.durationInMs / 1000),
                output.averageBitrate && bitrate(output.averageBitrate),
                output.qvbrAvgQuality && `QVBR quality ${output.qvbrAvgQuality}`,
              ),
            ],
            ...output.outputFilePaths.slice(1).map(copyablePath),
          ),
        ),
      ),
    ),
  );
  const found = line(
    outputFindings?.paddingInsertedInMs && `${duration(outputFindings.paddingInsertedInMs / 1000)} of padding added`,
    outputFindings?.blackVideoDetectedInMs &&
      `${duration(outputFindings.blackVideoDetectedInMs / 1000)} of black video`,
  );
  return found === '' ? groups : [...groups, element('p', { class: 'note' }, found)];
}

function item(title: string, lines: string[], ...more: Child[]): HTMLLIElement {
  const notes = lines.filter((text) => text !== '').map((text) => element('span', { class: 'note' }, text));
  return element('li', {}, copyablePath(title), ...notes, ...more);
}

function line(...parts: (string | number | false | null | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ');
}
