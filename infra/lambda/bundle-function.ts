import { copyFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { loadEsbuild, ROOT } from '../built.ts';

const { resolve } = createRequire(import.meta.url);

// The AWS SDK has CommonJS parts, which ask for Node's own modules with `require`; an ES module has none.
const REQUIRE = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

// Parts of the AWS SDK that no function needs, and what stands for them: it is loaded at every cold start.
const STAND_INS = {
  '@aws-sdk/credential-provider-node': 'credential-provider-node.ts',
  '@aws-sdk/middleware-endpoint-discovery': 'middleware-endpoint-discovery.ts',
  '@smithy/core/event-streams': 'event-streams.ts',
  '@smithy/node-http-handler': 'node-http-handler.ts',
};

/** How a bundle differs from others. */
export interface BundleOptions {
  /**
   * Files of packages that the code opens by itself, each named as for `import`. They lie beside the bundle.
   * @default - none
   */
  readonly filesBeside?: readonly string[];
  /**
   * Texts that the code opens by itself, made with the bundle, by the name of the file beside it.
   * @default - none
   */
  readonly madeBeside?: Record<string, () => string>;
  /**
   * Which variants of packages to take beyond those for Node: conditions of the `exports` of their package.json.
   * @default ['module'], ES modules where there are any, because they make smaller bundles
   */
  readonly conditions?: readonly string[];
}

/**
 * Bundles an entry with all that it imports, the AWS SDK too, into the one ES module `index.mjs` of a directory. esbuild does
 * it in this very program: no Docker, no shell.
 */
export function bundleFunction(
  entry: string,
  directory: string,
  { filesBeside = [], madeBeside = {}, conditions = ['module'] }: BundleOptions = {},
): void {
  loadEsbuild().buildSync({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: join(directory, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    conditions: [...conditions],
    alias: aliases(),
    // Lambda reads modules as UTF-8: what is not ASCII need not be escaped.
    charset: 'utf8',
    banner: { js: REQUIRE },
    legalComments: 'none',
    logLevel: 'error',
  });
  for (const file of filesBeside) copyFileSync(resolve(file), join(directory, basename(file)));
  for (const [name, make] of Object.entries(madeBeside)) writeFileSync(join(directory, name), make());
}

function aliases(): Record<string, string> {
  const standIns = Object.entries(STAND_INS).map(([name, file]) => [name, join(ROOT, 'functions/lib/aws-sdk', file)]);
  return {
    ...(Object.fromEntries(standIns) as Record<string, string>),
    // What stands for this one is made of its parts.
    '@smithy/node-http-handler/dist-es': join(dirname(resolve('@smithy/node-http-handler')), '../dist-es'),
  };
}
