import { describe, expect, it } from 'vitest';
import { parsed } from '../arbitrary-event.ts';
import { sampleText, sampleWith } from '../samples.ts';

const KIB = 1024;
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('of an event, what is more than is kept', () => {
  it('is not there, and is named: pairs of user metadata after the 20th', () => {
    const userMetadata = Object.fromEntries(times(30, (index) => [`k${index + 10}`, 'v']));
    const { userMetadata: kept, cut } = parsed(sampleWith('PROGRESSING', { userMetadata }));
    expect(kept).toEqual(times(20, (index) => ({ key: `k${index + 10}`, value: 'v' })));
    expect(cut).toEqual(['userMetadata']);
  });

  it('is not there: pairs longer than MediaConvert takes, and no part of them', () => {
    const longest = { ['k'.repeat(256)]: 'v'.repeat(512) };
    const userMetadata = { ...longest, ['l'.repeat(257)]: '', m: 'v'.repeat(513) };
    const { userMetadata: kept, cut } = parsed(sampleWith('PROGRESSING', { userMetadata }));
    expect(kept).toEqual([{ key: 'k'.repeat(256), value: 'v'.repeat(512) }]);
    expect(cut).toEqual(['userMetadata']);
  });

  it('is not there: warnings of codes above the 40 lowest', () => {
    const warnings = times(50, (index) => ({ code: 250 - index, count: 1 }));
    const event = parsed(sampleWith('COMPLETE', { warnings: [...warnings, ...warnings] }));
    expect(new Set(event.warnings?.map(({ code }) => code))).toEqual(new Set(times(40, (index) => 201 + index)));
    expect(event.warnings).toHaveLength(80);
    expect(event.cut).toEqual(['warnings']);
  });

  it.each([
    ['newWarning', 'NEW_WARNING', 'warningMessage', 512],
    ['error', 'ERROR', 'errorMessage', 2048],
  ] as const)('is cut off: the message of `%s`, never in the middle of a character', (field, sample, name, length) => {
    const event = (text: string) => parsed(sampleWith(sample, { [name]: text }));
    expect(event('x'.repeat(length))).toMatchObject({ [field]: { message: 'x'.repeat(length) } });
    expect(event('x'.repeat(length)).cut).toBeUndefined();
    expect(event('x'.repeat(length + 1))).toMatchObject({
      [field]: { message: `${'x'.repeat(length - 1)}…` },
      cut: [field],
    });
    const inTheMiddle = `${'x'.repeat(length - 2)}\u{1f3ac}`;
    expect(event(`${inTheMiddle}x`)).toMatchObject({ [field]: { message: `${'x'.repeat(length - 2)}…` } });
  });

  it('is not there: settings over 350 KiB', () => {
    const created = (bytes: number) => {
      const settings = { inputs: [{ fileInput: '' }] };
      const fileInput = 'é'
        .repeat(bytes / 4)
        .padEnd(bytes - JSON.stringify(settings).length - Math.floor(bytes / 4), 'x');
      return parsed(
        sampleWith('CreateJob', { responseElements: { job: { id: 'j-1', settings: { inputs: [{ fileInput }] } } } }),
      );
    };
    const largest = created(350 * KIB);
    expect(Buffer.byteLength(largest.settings ?? '')).toBe(350 * KIB);
    expect(largest.cut).toEqual(['body']);
    expect(created(350 * KIB + 1)).toMatchObject({ settings: undefined, cut: ['body', 'settings'] });
  });

  it('is not there: the inputs that 350 KiB have no room for after the others', () => {
    const inputDetails = times(150, (index) => ({ id: index, uri: `s3://b/${'é'.repeat(1500)}` }));
    const { inputs = [], cut } = parsed(sampleWith('INPUT_INFORMATION', { inputDetails }));
    expect(inputs.map(({ id }) => id)).toEqual(times(inputs.length, (index) => index));
    expect(Buffer.byteLength(JSON.stringify(inputs))).toBeLessThanOrEqual(350 * KIB);
    expect(Buffer.byteLength(JSON.stringify([...inputs, inputs[0]]))).toBeGreaterThan(350 * KIB);
    expect(cut).toEqual(['body', 'inputs']);
  });

  it('is not there: black segments after the 1,000th, and the output groups that have no room beside them', () => {
    const detail = {
      outputGroupDetails: times(10, () => ({
        type: 'FILE_GROUP',
        playlistFilePaths: times(10, () => 'x'.repeat(5000)),
      })),
      blackVideoSegments: times(2000, (start) => ({ start, end: start + 1 })),
    };
    const { outputs, cut } = parsed(sampleWith('COMPLETE', detail));
    expect(outputs?.blackVideoSegments).toEqual(detail.blackVideoSegments.slice(0, 1000));
    expect(outputs?.groups).toHaveLength(6);
    expect(Buffer.byteLength(JSON.stringify(outputs))).toBeLessThanOrEqual(351 * KIB);
    expect(cut).toEqual(['body', 'outputs']);
  });

  it('is cut off: a path of an output, or of a playlist, after 8,192 code units', () => {
    const outputFilePaths = ['x'.repeat(8192), 'y'.repeat(8193)];
    const outputGroupDetails = [{ playlistFilePaths: ['z'.repeat(8193)], outputDetails: [{ outputFilePaths }] }];
    expect(parsed(sampleWith('COMPLETE', { outputGroupDetails })).outputs?.groups).toMatchObject([
      {
        playlistFilePaths: ['z'.repeat(8192)],
        outputs: [{ outputFilePaths: ['x'.repeat(8192), 'y'.repeat(8192)] }],
      },
    ]);
  });

  it('is taken as not told: an ARN of a queue that is longer than 256 characters', () => {
    const { queue, cut } = parsed(sampleWith('PROGRESSING', { queue: 'q'.repeat(257) }));
    expect({ queue, cut }).toEqual({ queue: undefined, cut: undefined });
  });
});

describe('an ordinary event', () => {
  it('is kept whole', () => {
    expect(parsed(sampleText('COMPLETE')).cut).toBeUndefined();
  });
});
