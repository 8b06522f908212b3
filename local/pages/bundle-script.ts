import { basename } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles a script of a page for browsers, as ECMAScript modules, by file name: `main.js`, and the parts that it loads when it
 * needs them.
 * @throws Error when it does not compile
 */
export async function bundleScript(file: string): Promise<Map<string, Uint8Array>> {
  const { outputFiles } = await build({
    entryPoints: [{ in: file, out: 'main' }],
    outdir: '.',
    bundle: true,
    splitting: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}
