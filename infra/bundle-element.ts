import { join } from 'node:path';
import { loadEsbuild, ROOT } from './built.ts';

/** The element with its client as one ES module, for pages without a build of their own. */
export function bundleElement(): string {
  const { outputFiles } = loadEsbuild().buildSync({
    entryPoints: [join(ROOT, 'client/element/index.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('');
}
