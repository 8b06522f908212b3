import { describe, expect, it } from 'vitest';
import { keptBody } from '../../../../functions/collector/event/kept-body.ts';
import { parsed } from '../arbitrary-event.ts';
import { sampleText, sampleWith } from '../samples.ts';

describe('an event that is kept', () => {
  it('is the text that came, up to the limit', () => {
    const text = sampleText('COMPLETE');
    expect(keptBody(parsed(text), Buffer.byteLength(text))).toBe(text);
  });

  it('has its envelope, and a `detail` that says that it was omitted, above', () => {
    const text = sampleWith('PROGRESSING', { more: 'é'.repeat(1000) }, { unknown: 'x', account: 'x'.repeat(300) });
    expect(JSON.parse(keptBody(parsed(text), 1000))).toEqual({
      version: '0',
      id: '1234abcd-12ab-34cd-56ef-1234567890ab',
      'detail-type': 'MediaConvert Job State Change',
      source: 'aws.mediaconvert',
      time: '2022-12-19T19:20:21Z',
      region: 'us-west-2',
      resources: [],
      detail: {
        jobId: '1671477617078-2886ye',
        status: 'PROGRESSING',
        timestamp: 1671477621654,
        omitted: true,
        originalSize: Buffer.byteLength(text),
      },
    });
  });
});
