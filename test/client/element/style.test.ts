import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STYLE } from '../../../client/element/style.ts';

const DOCUMENT = readFileSync(new URL('../../../docs/client.md', import.meta.url), 'utf8');

type Scheme = 'light' | 'dark';

/** What text and bars stand on when the page sets no colours: `Canvas`, as Chromium has it. */
const CANVAS = { light: '#ffffff', dark: '#121212' };

/** The default of each custom property that is a colour. */
const COLOURS = new Map(
  [...STYLE.matchAll(/var\((--job-progress-[\w-]*color), light-dark\((#\w+), (#\w+)\)\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, { light, dark }],
  ),
);
const TRACK = '--job-progress-track-color';
const TONES = [...COLOURS.keys()].filter((name) => name !== TRACK);

/** The relative luminance of WCAG 2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The contrast ratio of WCAG 2, 1 to 21. */
function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (lighter + 0.05) / (darker + 0.05);
}

const colourOf = (name: string, scheme: Scheme): string => COLOURS.get(name)?.[scheme] ?? '';

describe('the style of the element', () => {
  it.each(TONES.flatMap((name) => [[name, 'light'] as const, [name, 'dark'] as const]))(
    'has a bar of `%s` that stands out from its track and the page, in %s colours',
    (name, scheme) => {
      expect(contrast(colourOf(name, scheme), colourOf(TRACK, scheme))).toBeGreaterThanOrEqual(3);
      expect(contrast(colourOf(name, scheme), CANVAS[scheme])).toBeGreaterThanOrEqual(3);
    },
  );

  it.each(['light', 'dark'] as const)('says why a job failed in a colour that can be read, in %s colours', (scheme) => {
    expect(contrast(colourOf('--job-progress-failed-color', scheme), CANVAS[scheme])).toBeGreaterThanOrEqual(4.5);
  });

  it('has the parts and custom properties that the document lists, and no others', () => {
    const [, listed = ''] = /^The parts are (.*?)\.$/ms.exec(DOCUMENT) ?? [];
    const parts = [...listed.matchAll(/`(\w+)`/g)].map(([, part]) => part);
    const properties = (text: string): string[] => [...new Set(text.match(/--job-progress-[\w-]+/g))].sort();

    expect(parts).toEqual(['base', 'label', 'track', 'bar', 'text', 'percent', 'phase', 'time', 'message']);
    expect([...STYLE.matchAll(/\[part='(\w+)'\]/g)].filter(([, part]) => !parts.includes(part))).toEqual([]);
    expect(properties(DOCUMENT)).toEqual(properties(STYLE));
  });
});
