import { dirname, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');

// The AWS SDK has CommonJS parts, which ask for Node's own modules with `require`; an ES module has none.
const REQUIRE = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/**
 * The code of a Lambda function: its entry, a path from the root of the project, bundled with all that it imports,
 * the AWS SDK too, into the one ES module `index.mjs`. esbuild does it in this very program: no Docker, no shell.
 */
export function bundledCode(entry: string): Code {
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
          return true;
        },
      },
    },
  });
}
