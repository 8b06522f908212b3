import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bundleElement } from '../../../infra/bundle-element.ts';

describe('the element with its client', () => {
  it('is smaller than 12 KB, compressed in either way', () => {
    const bundle = bundleElement();
    const bytes = { gzip: gzipSync(bundle, { level: 9 }).length, brotli: brotliCompressSync(bundle).length };

    console.log(`job-progress.min.js: ${bundle.length} bytes, gzip ${bytes.gzip}, brotli ${bytes.brotli}`);
    expect(bytes.gzip).toBeLessThan(12_000);
    expect(bytes.brotli).toBeLessThan(12_000);
  });

  it('can be loaded where there is no page: a server that renders one', async () => {
    const { JobProgressElement } = await import('../../../client/element/index.ts');

    expect(JobProgressElement.observedAttributes).toContain('job-id');
  });
});
