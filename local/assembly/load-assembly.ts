import type { Assembly, Resource } from './assembly.ts';
import type { AssemblyEnvironment } from './identity.ts';
import { resolveIntrinsics } from './intrinsics.ts';
import { physicalName } from './physical-name.ts';
import type { JsonObject } from '../json.ts';
import { objectEntries } from './read-json.ts';
import { readManifest } from './read-manifest.ts';
import { templateScope } from './template-scope.ts';

/**
 * Loads the one stack of a cloud assembly directory, with every intrinsic function carried out for the place where it is served.
 * Physical names depend on the stack alone and are the same at every load; API keys are new at each.
 * Throws an `Error` of one line that names the file, and the logical id and function where a value cannot be resolved.
 * Resources of a type that nothing here knows are kept; only who refers to them fails.
 */
export function loadAssembly(directory: string, environment: AssemblyEnvironment): Assembly {
  const { stackName, template, templateFile, assets } = readManifest(directory);
  const scope = templateScope(template, stackName, environment);
  const at = <Value>(where: string, read: () => Value): Value => {
    try {
      return read();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${templateFile}: ${where}: ${reason}`, { cause: error });
    }
  };
  const isMade = (logicalId: string, { Condition: condition }: JsonObject): boolean =>
    typeof condition !== 'string' || at(logicalId, () => scope.condition(condition));
  return {
    stackName,
    region: environment.region,
    accountId: environment.accountId,
    resources: objectEntries(template['Resources'])
      .filter(([logicalId, resource]) => isMade(logicalId, resource))
      .map(([logicalId, resource]): Resource =>
        at(logicalId, () => ({
          logicalId,
          type: String(resource['Type']),
          properties: resolveIntrinsics(resource['Properties'] ?? {}, scope) as JsonObject,
          ...(scope.identity(logicalId) ?? { ref: physicalName(stackName, logicalId, 255), attributes: {} }),
        })),
      ),
    outputs: Object.fromEntries(
      objectEntries(template['Outputs'])
        .filter(([name, output]) => isMade(`output ${name}`, output))
        .map(([name, output]) => [name, at(`output ${name}`, () => String(resolveIntrinsics(output['Value'], scope)))]),
    ),
    assetPath(key) {
      const path = assets.get(key.replace(/^s3:\/\/[^/]+\//, ''));
      if (path === undefined) throw new Error(`${directory}: no asset manifest names ${key}`);
      return path;
    },
  };
}
