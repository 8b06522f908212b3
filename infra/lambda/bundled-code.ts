import { dirname, join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { IS_BUILT, ROOT } from '../built.ts';
import { bundleFunction, type BundleOptions } from './bundle-function.ts';

/**
 * The code of a Lambda function, by its entry, a path from the root of the project: what `bundleFunction` makes of it now,
 * or made when the package was built.
 */
export function bundledCode(entry: string, options?: BundleOptions): Code {
  const directory = join(ROOT, dirname(entry));
  if (IS_BUILT) return Code.fromAsset(directory);
  return Code.fromAsset(directory, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK wants an image named; it is used only if `tryBundle` returned false.
      image: DockerImage.fromRegistry('unused'),
      local: {
        tryBundle(outputDirectory) {
          bundleFunction(entry, outputDirectory, options);
          return true;
        },
      },
    },
  });
}
