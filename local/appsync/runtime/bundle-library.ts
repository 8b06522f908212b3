import { buildSync, type BuildOptions } from 'esbuild';
import { fileURLToPath } from 'node:url';

/** What the library goes on using after `restrictIntrinsics` has taken it from everyone else. */
const HELD = ['BigInt', 'Date', 'Error', 'Intl', 'RangeError', 'Reflect', 'RegExp', 'TypeError'];

function bundle(file: string, options: BuildOptions): string {
  const entryPoints = [fileURLToPath(new URL(file, import.meta.url))];
  const built = buildSync({ ...options, entryPoints, bundle: true, write: false });
  return built.outputFiles[0]?.text ?? '';
}

/**
 * The library of the APPSYNC_JS runtime as the text of one expression, for evaluation inside a context: its value is `start` of
 * `library/start.ts`. Nothing of it runs in Node's own context, so it holds nothing through which code could reach Node.
 */
export function bundleLibrary(): string {
  const text = bundle('library/start.ts', {
    format: 'iife',
    globalName: 'library',
    target: 'es2022',
    platform: 'neutral',
  });
  return `(() => { 'use strict'; const { ${HELD.join(', ')} } = globalThis; ${text}\nreturn library.start; })()`;
}

/** The program of the runtime's process (`serve-calls.ts`) as a script: that process knows nothing of TypeScript. */
export const bundleProgram = (): string =>
  bundle('serve-calls.ts', { format: 'cjs', target: 'node20', platform: 'node' });
