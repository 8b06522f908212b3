import { readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { IS_BUILT, loadEsbuild } from '../built.ts';

/** The characters that AppSync takes as the code of one resolver or function. */
const MAX_CODE_LENGTH = 32_768;

/**
 * The code of a resolver or an AppSync function as it is deployed: one ECMAScript module, which imports only what the APPSYNC_JS
 * runtime provides. Equal sources give equal text, wherever the checkout is. In the package the bundle lies ready, named `.js`.
 *
 * @throws Error naming the file when it does not bundle, or when the bundle is longer than AppSync takes.
 */
export function bundleResolver(file: string): string {
  if (IS_BUILT) return readFileSync(file.replace(/\.ts$/, '.js'), 'utf8');
  const { outputFiles } = loadEsbuild().buildSync({
    entryPoints: [basename(file)],
    // The bundle names its sources in comments, relative to here.
    absWorkingDir: dirname(resolve(file)),
    bundle: true,
    write: false,
    format: 'esm',
    // Newer syntax than the runtime knows is rewritten, and nothing else: lower targets bring back loops and helper functions.
    target: 'es2022',
    platform: 'neutral',
    external: ['@aws-appsync/utils', '@aws-appsync/utils/*'],
    charset: 'utf8',
    logLevel: 'silent',
  });
  const code = outputFiles[0]?.text ?? '';
  if (code.length > MAX_CODE_LENGTH) {
    throw new Error(`${file}: the bundle has ${code.length} characters, and AppSync takes ${MAX_CODE_LENGTH}`);
  }
  return code;
}
