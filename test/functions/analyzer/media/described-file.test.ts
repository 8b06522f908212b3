import type { MediaInfoResult } from 'mediainfo.js';
import { describe, expect, it } from 'vitest';
import { describeFile } from '../../../../functions/analyzer/media/described-file.ts';

const VIDEO = { '@type': 'Video', Format: 'AVC', FrameRate_Num: 25, FrameRate_Den: 1, FrameRate_Mode: 'CFR' };
const LENGTH = { Duration: 60, FrameCount: 1500 };
const report = (general: object, video: object = LENGTH) =>
  ({
    media: {
      track: [
        { '@type': 'General', ...general },
        { ...VIDEO, ...video },
      ],
    },
  }) as unknown as MediaInfoResult;
const part = (bytes = '') => ({
  cutShort: () => true,
  saw: (signature: Buffer) => bytesOf(bytes).includes(signature),
});
const bytesOf = (hex: string) => Buffer.from(hex, 'hex');
const TREX = '000000207472657800000000';
const MFHD = '000000106d66686400000000';

describe('of a file of which a part was read', () => {
  it.each([
    ['MPEG-4 with an index', report({ Format: 'MPEG-4', Duration: 60 }), 1500],
    [
      'MPEG-4 with an index, at a rate that varies',
      report({ Format: 'MPEG-4', Duration: 60 }, { ...LENGTH, FrameRate_Mode: 'VFR', FrameCount: 1234 }),
      1234,
    ],
    ['Matroska with a duration', report({ Format: 'Matroska', Duration: 60 }), 1500],
    ['AVI', report({ Format: 'AVI', Duration: 60 }), 1500],
    [
      'MXF that is closed',
      report({ Format: 'MXF', Format_Settings: 'Closed / Complete', Duration: 60 }, { Duration: 60, FrameCount: 108 }),
      1500,
    ],
  ])('%s tells the number of frames', (_, told, frames) => {
    expect(describeFile(told, part())).toMatchObject({ frames, duration: 60 });
  });

  it.each([
    ['MPEG-4 that says it has fragments', report({ Format: 'MPEG-4', Duration: 60 }), TREX],
    ['MPEG-4 that has fragments', report({ Format: 'MPEG-4', Duration: 60 }), MFHD],
    ['MPEG-TS', report({ Format: 'MPEG-TS', Duration: 60 })],
    ['AVI in several RIFF chunks', report({ Format: 'AVI', Format_Profile: 'OpenDML', Duration: 60 })],
    ['Matroska without a duration', report({ Format: 'Matroska' })],
    ['WebM without a duration', report({ Format: 'WebM' })],
    [
      'Matroska at a rate that varies',
      report({ Format: 'Matroska', Duration: 60 }, { ...LENGTH, FrameRate_Mode: 'VFR' }),
    ],
    ['MXF that is open', report({ Format: 'MXF', Format_Settings: 'Open / Incomplete', Duration: 4.32 })],
    ['MXF that does not say whether it is closed', report({ Format: 'MXF', Duration: 4.32 })],
  ])('%s tells nothing', (_, told, bytes = '') => {
    expect(() => describeFile(told, part(bytes))).toThrow(
      'what may be read of it does not tell its length: a larger maxBytesPerInput lets more be read',
    );
    expect(describeFile(told, { ...part(bytes), cutShort: () => false })).toMatchObject({ codec: 'AVC' });
  });
});
