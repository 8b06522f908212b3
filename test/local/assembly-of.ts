import type { Assembly, Resource } from '../../local/assembly/assembly.ts';

/** An assembly of these resources. */
export function assemblyOf(resources: Resource[], assetPath: Assembly['assetPath'] = (key) => key): Assembly {
  return {
    stackName: 'Stack',
    region: 'us-east-1',
    accountId: '000000000000',
    resources,
    outputs: {},
    assetPath,
  };
}
