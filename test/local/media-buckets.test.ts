import { describe, expect, it } from 'vitest';
import { withDemoMediaBucket } from '../../local/media-buckets.ts';

describe('the context of a stack with demo jobs', () => {
  it.each([
    ['nothing', {}, '["demo-media"]'],
    ['an empty text', { mediaBuckets: '' }, '["demo-media"]'],
    ['an empty array', { mediaBuckets: '[]' }, '["demo-media"]'],
    ['one name', { mediaBuckets: 'footage' }, '["footage","demo-media"]'],
    ['names with commas', { mediaBuckets: 'footage, masters,' }, '["footage","masters","demo-media"]'],
    ['a number as a name', { mediaBuckets: '12345' }, '["12345","demo-media"]'],
    ['a JSON array', { mediaBuckets: '["footage","masters"]' }, '["footage","masters","demo-media"]'],
    ['the same bucket', { mediaBuckets: '["demo-media"]' }, '["demo-media"]'],
    ['no name', { mediaBuckets: '[7]' }, '[7,"demo-media"]'],
    ['a broken array', { mediaBuckets: '["footage"' }, '["footage"'],
  ])('takes %s as `mediaBuckets`, and adds `demo-media` to any list', (_, context, mediaBuckets) => {
    expect(withDemoMediaBucket({ ...context, streams: 'false' })).toEqual({ streams: 'false', mediaBuckets });
  });
});
