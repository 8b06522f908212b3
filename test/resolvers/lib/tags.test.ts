import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexTags, userMetadataPair as pairOfCollector } from '../../../functions/collector/job/tags.ts';
import { queueTag, userMetadataPair, userMetadataTag } from '../../../resolvers/lib/tags.ts';

/** Any text, with the characters that matter made likely. */
const text = string({ unit: 'grapheme' }).map((raw) =>
  raw.replaceAll('a', '=').replaceAll('b', '%').replaceAll('c', '%3D'),
);

describe('userMetadataPair', () => {
  it('can be read back: the first `=` ends the key', () => {
    assert(
      property(text, text, (key, value) => {
        const pair = userMetadataPair(key, value);
        const end = pair.indexOf('=');
        expect([pair.slice(0, end).replaceAll('%3D', '=').replaceAll('%25', '%'), pair.slice(end + 1)]).toEqual([
          key,
          value,
        ]);
      }),
    );
  });
});

describe('the collector', () => {
  it('writes every pair as the resolvers do', () => {
    assert(property(text, text, (key, value) => pairOfCollector(key, value) === userMetadataPair(key, value)));
  });

  it('writes index rows under the tags that the resolvers ask for', () => {
    const short = text.filter((each) => each.length < 256);
    const name = short.filter((each) => each !== '');
    assert(
      property(name, short, name, (key, value, queue) => {
        const userMetadata = { time: 0, value: [{ key, value }] };
        const tags = indexTags({ queue: { time: 0, value: `arn:aws:mediaconvert:::queues/${queue}` }, userMetadata });
        expect(tags).toEqual([queueTag(queue), userMetadataTag(key, value)]);
      }),
    );
  });
});

describe('a tag', () => {
  it('of user metadata is never that of a queue', () => {
    assert(property(text, text, text, (key, value, queue) => userMetadataTag(key, value) !== queueTag(queue)));
  });

  it('names its kind', () => {
    expect([userMetadataTag('queue', 'Default'), queueTag('Default')]).toEqual([
      'userMetadata:queue=Default',
      'queue:Default',
    ]);
  });
});
