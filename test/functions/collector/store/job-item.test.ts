import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../functions/collector/job/canonical-json.ts';
import { nextRecord } from '../../../../functions/collector/job/next-record.ts';
import { fromItem, toItem } from '../../../../functions/collector/store/job-item.ts';
import { hostileEventText, parsed } from '../arbitrary-event.ts';

describe('an item', () => {
  it('is read back as the record that it was made of', () => {
    fc.assert(
      fc.property(fc.array(hostileEventText, { minLength: 1, maxLength: 5 }), (texts) => {
        const receipt = { receivedAt: 1_800_000_000_000, keepSeconds: 86_400 };
        const { record } = nextRecord('j-1', undefined, texts.map(parsed), receipt);
        expect(canonicalJson(fromItem(toItem(record)))).toBe(canonicalJson(record));
      }),
    );
  });

  it('without `heardAt`, as it was written before, was heard of when it was updated', () => {
    const text = JSON.stringify({ source: 'aws.mediaconvert', detail: { jobId: 'j-1', status: 'STATUS_UPDATE' } });
    const receipt = { receivedAt: 1_800_000_000_000, keepSeconds: 86_400 };
    const { record } = nextRecord('j-1', undefined, [parsed(text)], receipt);
    const { heardAt, ...before } = toItem(record);
    expect(heardAt).toEqual({ N: '1800000000000' });
    expect(canonicalJson(fromItem(before))).toBe(canonicalJson(record));
  });
});
