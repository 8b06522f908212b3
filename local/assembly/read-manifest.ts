import { join, resolve } from 'node:path';
import { isJsonObject, type JsonObject } from '../json.ts';
import { objectEntries, readJson } from './read-json.ts';

/** The one stack of a cloud assembly directory, as files. */
export type Manifest = {
  stackName: string;
  templateFile: string;
  template: JsonObject;
  /** Absolute paths by object key, and by bare hash. */
  assets: ReadonlyMap<string, string>;
};

/**
 * Reads `manifest.json`, the template and the asset manifests of a synthesized app.
 * Throws an `Error` of one line when a file is missing or broken, or when there is not exactly one stack.
 * AWS: the artifact types are those of the cloud assembly schema, https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.cloud_assembly_schema-readme.html
 */
export function readManifest(directory: string): Manifest {
  const file = join(directory, 'manifest.json');
  const artifacts = objectEntries(readJson(file)['artifacts']);
  const stacks = artifacts.filter(([, artifact]) => artifact['type'] === 'aws:cloudformation:stack');
  const [stack] = stacks;
  if (stack === undefined) throw new Error(`${file} holds no stack`);
  if (stacks.length > 1) {
    throw new Error(`${file} holds ${stacks.length} stacks (${stacks.map(([id]) => id).join(', ')}), not one`);
  }
  const [id, { properties }] = stack;
  const { templateFile, stackName } = isJsonObject(properties) ? properties : {};
  if (typeof templateFile !== 'string') throw new Error(`${file}: the stack ${id} names no templateFile`);
  const templatePath = join(directory, templateFile);
  const template = readJson(templatePath);
  if (!isJsonObject(template['Resources'])) throw new Error(`${templatePath} has no Resources`);
  const assetFiles = artifacts
    .filter(([, artifact]) => artifact['type'] === 'cdk:asset-manifest')
    .map(([, artifact]) =>
      join(directory, String(isJsonObject(artifact['properties']) ? artifact['properties']['file'] : '')),
    );
  return {
    stackName: typeof stackName === 'string' ? stackName : id,
    templateFile: templatePath,
    template,
    assets: new Map(assetFiles.flatMap((assetFile) => readAssets(directory, assetFile))),
  };
}

function readAssets(directory: string, file: string): [string, string][] {
  return objectEntries(readJson(file)['files']).flatMap(([hash, asset]): [string, string][] => {
    const source = isJsonObject(asset['source']) ? asset['source']['path'] : undefined;
    if (typeof source !== 'string') throw new Error(`${file}: the asset ${hash} has no source path`);
    const path = resolve(directory, source);
    const keys = objectEntries(asset['destinations']).map(([, destination]) => String(destination['objectKey']));
    return [hash, ...keys].map((key) => [key, path]);
  });
}
