import { buildSync } from 'esbuild';
import { fileURLToPath } from 'node:url';

/** What the library goes on using after `restrictIntrinsics` has taken it from everyone else. */
const HELD = ['BigInt', 'Date', 'Error', 'Intl', 'RangeError', 'Reflect', 'RegExp', 'TypeError'];

/**
 * The library of the APPSYNC_JS runtime as the text of one expression, for evaluation inside a context: its value is `start` of
 * `library/start.ts`. Nothing of it runs in Node's own context, so it holds nothing through which code could reach Node.
 */
export function bundleLibrary(): string {
  const built = buildSync({
    entryPoints: [fileURLToPath(new URL('library/start.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'library',
    target: 'es2022',
    platform: 'neutral',
  });
  const text = built.outputFiles[0]?.text ?? '';
  return `(() => { 'use strict'; const { ${HELD.join(', ')} } = globalThis; ${text}\nreturn library.start; })()`;
}
