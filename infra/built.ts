import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Esbuild from 'esbuild';

/** The folder of functions/, resolvers/ and schema/: the project, or `dist`, which `npm run build` makes of it and which mirrors it. */
export const ROOT: string = join(import.meta.dirname, '..');

/** Whether this runs from `dist`, as in the package: there bundles lie ready where the project has sources. */
export const IS_BUILT: boolean = import.meta.filename.endsWith('.js');

const require = createRequire(import.meta.url);

/** esbuild, loaded only when something is to be bundled: who installs the package does not need it. */
export function loadEsbuild(): typeof Esbuild {
  return require('esbuild') as typeof Esbuild;
}
