import { type Child, element } from '../element.ts';
import { bitrate, count, duration } from '../words/quantity.ts';
import type { Details } from './details.ts';

/** The inputs' tracks and what the analysis of their media found. Empty when nothing is known. */
export function inputItems({ inputs, analysis }: Details): Child[] {
  const found = analysis
    ? element(
        'p',
        { class: 'note' },
        line(
          `Analysis ${(analysis.status ?? 'unknown').toLowerCase()}`,
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
    ),
  );
  return [...(found ? [found] : []), ...(items.length > 0 ? [element('ul', { class: 'items' }, ...items)] : [])];
}

/** What the job wrote, by group. Empty until it is complete. */
export function outputItems({ outputGroups }: Details): Child[] {
  return outputGroups.map(({ type, playlistFilePaths, outputs }) =>
    element(
      'div',
      {},
      element('h4', {}, (type ?? 'Output group').replaceAll('_', ' ').toLowerCase()),
      element(
        'ul',
        { class: 'items' },
        ...playlistFilePaths.map((path) => item(path)),
        ...outputs.map((output, index) =>
          item(
            output.outputFilePaths[0] ?? `Output ${index + 1}`,
            ...output.outputFilePaths.slice(1),
            line(
              output.widthInPx && output.heightInPx && `${output.widthInPx} × ${output.heightInPx}`,
              output.durationInMs && duration(output.durationInMs / 1000),
              output.averageBitrate && bitrate(output.averageBitrate),
              output.qvbrAvgQuality && `QVBR quality ${output.qvbrAvgQuality}`,
            ),
          ),
        ),
      ),
    ),
  );
}

function item(title: string, ...lines: string[]): HTMLLIElement {
  const notes = lines.filter((text) => text !== '').map((text) => element('span', { class: 'note' }, text));
  return element('li', {}, element('span', { class: 'path' }, title), ...notes);
}

function line(...parts: (string | number | null | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ');
}
