import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');

const { resolve } = createRequire(import.meta.url);

// The AWS SDK has CommonJS parts, which ask for Node's own modules with `require`; an ES module has none.
const REQUIRE = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** How a bundle differs from others. */
export interface BundleOptions {
  /**
   * Files of packages that the code opens by itself, each named as for `import`. They lie beside the bundle.
   * @default - none
   */
  readonly filesBeside?: readonly string[];
  /**
   * Which variants of packages to take beyond those for Node: conditions of the `exports` of their package.json.
   * @default ['module'], ES modules where there are any, because they make smaller bundles
   */
  readonly conditions?: readonly string[];
}

/**
 * The code of a Lambda function: its entry, a path from the root of the project, bundled with all that it imports,
 * the AWS SDK too, into the one ES module `index.mjs`. esbuild does it in this very program: no Docker, no shell.
 */
export function bundledCode(entry: string, { filesBeside = [], conditions = ['module'] }: BundleOptions = {}): Code {
  return Code.fromAsset(dirname(join(ROOT, entry)), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK wants an image named; it is used only if `tryBundle` returned false.
      image: DockerImage.fromRegistry('unused'),
      local: {
        tryBundle(outputDirectory) {
          buildSync({
            absWorkingDir: ROOT,
            entryPoints: [entry],
            outfile: join(outputDirectory, 'index.mjs'),
            bundle: true,
            minify: true,
            platform: 'node',
            target: 'node24',
            format: 'esm',
            mainFields: ['module', 'main'],
            conditions: [...conditions],
            banner: { js: REQUIRE },
            legalComments: 'none',
            logLevel: 'error',
          });
          for (const file of filesBeside) copyFileSync(resolve(file), join(outputDirectory, basename(file)));
          return true;
        },
      },
    },
  });
}
