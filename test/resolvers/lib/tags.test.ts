import { assert, constantFrom, oneof, property, string, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  indexTags,
  userMetadataPair as pairOfCollector,
  withTenantTags,
} from '../../../functions/collector/job/tags.ts';
import { queueTag, tenantTag, userMetadataPair, userMetadataTag } from '../../../resolvers/lib/tags.ts';

/** Any text, with the characters that matter made likely. */
const text = oneof(
  string({ unit: 'grapheme' }).map((raw) => raw.replaceAll('a', '=').replaceAll('b', '%').replaceAll('c', '%3D')),
  // What tags are made of, and what they write in the place of it: a text may look like the rest of a tag.
  string({
    unit: constantFrom('=', '%', '|', '#', '%3D', '%25', '%7C', 'a', 'queue:', 'userMetadata:', 'tenant:', '漢', '🎬'),
  }),
);
/** A tag of either kind. */
const tag = oneof(
  tuple(text, text).map(([key, value]) => userMetadataTag(key, value)),
  text.map(queueTag),
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

describe('a tag within a tenant', () => {
  it('can be read back: the first `|` ends the pair that names the tenant', () => {
    assert(
      property(text, text, tag, (key, value, plain) => {
        const pair = userMetadataPair(key, value);
        const scoped = tenantTag(pair, plain);
        const end = scoped.indexOf('|');
        const ofTenant = scoped.slice('tenant:'.length, end).replaceAll('%7C', '|').replaceAll('%25', '%');
        expect([ofTenant, scoped.slice(end + 1)]).toEqual([pair, plain]);
      }),
      { numRuns: 1000 },
    );
  });

  it('is that of no other tenant, of no other tag, and of no tag without a tenant', () => {
    const scope = tuple(text, text, tag);
    const scopedTag = ([key, value, plain]: [string, string, string]) => tenantTag(userMetadataPair(key, value), plain);
    assert(
      property(scope, scope, tag, (one, other, plain) => {
        expect(scopedTag(one) === scopedTag(other)).toBe(JSON.stringify(one) === JSON.stringify(other));
        expect(scopedTag(one)).not.toBe(plain);
      }),
      { numRuns: 1000 },
    );
  });

  it('is written by the collector as the resolvers ask for it', () => {
    const short = text.filter((each) => each.length < 200);
    const shortTag = tag.filter((each) => each.length < 200);
    assert(
      property(short, short, shortTag, (key, value, plain) => {
        expect(withTenantTags([plain], { key, value })).toEqual([
          plain,
          tenantTag(userMetadataPair(key, value), plain),
        ]);
      }),
    );
  });

  it.each([
    [
      ['a', 'b|queue:c'],
      ['a', 'b'],
    ],
    [
      ['a', 'b%7Cqueue:c'],
      ['a', 'b|queue:c'],
    ],
    [
      ['a=b', 'c'],
      ['a', 'b=c'],
    ],
    [
      ['a%3Db', 'c'],
      ['a=b', 'c'],
    ],
    [
      ['tenant', 'ab'],
      ['tenant', 'a'],
    ],
  ] as const)('tells %j from %j', ([key, value], [otherKey, otherValue]) => {
    const tags = ['queue:c', 'c', 'queue:c|queue:c'];
    const ofOne = tags.map((plain) => tenantTag(userMetadataPair(key, value), plain));
    const ofOther = tags.map((plain) => tenantTag(userMetadataPair(otherKey, otherValue), plain));
    expect(ofOne.filter((scoped) => ofOther.includes(scoped))).toEqual([]);
  });
});

describe('a tag', () => {
  it('of user metadata is never that of a queue', () => {
    assert(property(text, text, text, (key, value, queue) => userMetadataTag(key, value) !== queueTag(queue)));
  });

  it('names its kind', () => {
    expect([userMetadataTag('queue', 'Default'), queueTag('Default'), tenantTag('a%3Db=c|d', 'queue:e')]).toEqual([
      'userMetadata:queue=Default',
      'queue:Default',
      'tenant:a%253Db=c%7Cd|queue:e',
    ]);
  });
});
