import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../functions/collector/job/canonical-json.ts';
import { nextRecord } from '../../../../functions/collector/job/next-record.ts';
import type { JobRecord } from '../../../../functions/collector/job/job-record.ts';
import { fromItem, toItem } from '../../../../functions/collector/store/job-item.ts';
import { hostileEventText, parsed } from '../arbitrary-event.ts';
import { SAMPLE_NAMES, sampleText, sampleWith } from '../samples.ts';
import { itemSize } from './item-size.ts';

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

  it('is read with `merge` in the place of `packed`, as it was written before', () => {
    fc.assert(
      fc.property(fc.array(hostileEventText, { minLength: 1, maxLength: 5 }), (texts) => {
        const receipt = { receivedAt: 1_800_000_000_000, keepSeconds: 86_400 };
        const { record } = nextRecord('j-1', undefined, texts.map(parsed), receipt);
        const { packed, ...before } = toItem(record);
        expect(packed).toBeDefined();
        const { userMetadata, ...state } = record.state;
        const merge = { ...state, userMetadataTime: userMetadata?.time };
        Object.assign(before, marshall({ merge }, { removeUndefinedValues: true }));
        expect(canonicalJson(fromItem(before))).toBe(canonicalJson(record));
      }),
    );
  });

  it('of an equal record is equal, in whatever order its events came', () => {
    const events = SAMPLE_NAMES.map((name) => parsed(sampleText(name)));
    const item = (list: typeof events) => toItem(nextRecord('j-1', undefined, list, RECEIPT).record);
    expect(item(events.toReversed())).toEqual(item(events));
  });

  it('of an ordinary job takes two write units, from its first update to its end', () => {
    let record: JobRecord | undefined;
    const sizes = ['CreateJob', 'PROGRESSING', 'INPUT_INFORMATION', ...updates(100), 'COMPLETE'].map((told) => {
      const text = told.startsWith('{') ? told : sampleWith(told, ORDINARY);
      record = nextRecord('j-1', record, [parsed(text)], RECEIPT).record;
      return itemSize(toItem(record));
    });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(2048);
  });
});

const RECEIPT = { receivedAt: 1_800_000_000_000, keepSeconds: 86_400 };
const ORDINARY = { userMetadata: { application: 'Catalog', title: 'Harbour at Dawn' } };

/** STATUS_UPDATEs, about one a percentage point. */
function updates(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    sampleWith('STATUS_UPDATE', {
      ...ORDINARY,
      timestamp: 1_671_477_690_123 + index * 10_123,
      framesDecoded: 333 * index,
      jobProgress: {
        phaseProgress: {
          PROBING: { status: 'COMPLETE', percentComplete: 100 },
          TRANSCODING: { status: 'PROGRESSING', percentComplete: index },
          UPLOADING: { status: 'PENDING', percentComplete: 0 },
        },
        jobPercentComplete: index,
        currentPhase: 'TRANSCODING',
        retryCount: 0,
      },
    }),
  );
}
