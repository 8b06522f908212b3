import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonErrorLine } from '../../../local/replay/json-error-line.ts';
import { readEvents, UnreadableFileError } from '../../../local/replay/read-events.ts';

const event = { source: 'aws.mediaconvert', 'detail-type': 'State', detail: { a: 1 } };
const text = JSON.stringify(event);

describe('readEvents', () => {
  it.each<[string, string, number]>([
    ['an object', text, 1],
    ['an object over several lines', JSON.stringify(event, null, 2), 1],
    ['an array', `[${text},\n${text}]`, 2],
    ['JSON lines', `${text}\n${text}\n${text}\n`, 3],
    ['JSON lines with empty ones between', `\n${text}\n\r\n${text}`, 2],
    ['a text with a byte order mark', `\uFEFF${text}`, 1],
  ])('reads %s', (_, content, count) => {
    expect(readEvents('file', content)).toEqual(Array(count).fill(event));
  });

  it('wraps a CloudTrail record as EventBridge would', () => {
    const sample = JSON.parse(
      readFileSync(new URL('../../../schema/events/samples/CreateJob.json', import.meta.url), 'utf8'),
    ) as { detail: object };
    expect(readEvents('file', JSON.stringify(sample.detail))).toEqual([sample]);
  });

  it.each<[string, string, string]>([
    ['nothing', ' \n', 'file: holds no events'],
    ['an empty array', '[]', 'file: holds no events'],
    ['what is not JSON', '{\n  "a": 1,\n  b\n}', 'file:3: not JSON'],
    ['JSON that ends too early', '[\n{"a":\n', 'file:3: not JSON'],
    ['a broken line', `${text}\n{"a":}\n${text}`, 'file:2: not JSON'],
    ['a line that is no event', `${text}\n\n7`, 'file:3: an event must be a JSON object'],
    ['an array element that is no event', `[${text}, {}]`, 'file: event 2: source must be a non-empty string'],
    ['no `detail`', '{"source":"a","detail-type":"b"}', 'file: detail must be a JSON object'],
    ['an unreadable `time`', JSON.stringify({ ...event, time: 'now' }), 'file: time must be an ISO 8601 time'],
  ])('refuses %s, naming the place', (_, content, message) => {
    expect(() => readEvents('file', content)).toThrow(new UnreadableFileError(message));
  });
});

describe('jsonErrorLine', () => {
  it('finds the line that JSON.parse complains of, where JSON.parse tells', () => {
    const texts = fc.json().map((json) => JSON.stringify(JSON.parse(json), null, 1));
    fc.assert(
      fc.property(texts, fc.nat(), fc.constantFrom('', '}', ']', ',', ':', '"', 'x', '\n'), (json, seed, inserted) => {
        const at = seed % (json.length + 1);
        const broken = json.slice(0, at) + inserted + json.slice(at + 1);
        const [, position] = /at position (\d+)/.exec(parseError(broken)) ?? [];
        fc.pre(position !== undefined);
        expect(jsonErrorLine(broken)).toBe(broken.slice(0, Number(position)).split('\n').length);
      }),
      { numRuns: 1_000, maxSkipsPerRun: 1_000 },
    );
  });
});

function parseError(json: string): string {
  try {
    JSON.parse(json);
    return '';
  } catch (error) {
    return String(error);
  }
}
