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

/**
 * The code of a Lambda function: its entry, a path from the root of the project, bundled with all that it imports,
 * the AWS SDK too, into the one ES module `index.mjs`. esbuild does it in this very program: no Docker, no shell.
 * Beside it lie the files of packages that the code opens by itself, each named as for `import`, under its own name.
 */
export function bundledCode(entry: string, filesBeside: readonly string[] = []): Code {
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
