import { createHash } from 'node:crypto';

const BASE36 = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * The name of a resource that the template does not name: `STACK-LOGICALID-SUFFIX`, at most `maxLength` characters.
 * Depends on the stack's name and the logical id alone, so that the next start finds the same table again.
 */
export function physicalName(stackName: string, logicalId: string, maxLength: number): string {
  const suffix = physicalId(stackName, logicalId, 12).toUpperCase();
  const room = maxLength - suffix.length - 1;
  const readable = `${stackName}-${logicalId}`;
  // AWS: what CloudFormation shortens is the readable part.
  return `${readable.slice(0, room).replace(/-$/, '')}-${suffix}`;
}

/** `length` (at most 32) characters of [a-z0-9] that stand for the resource, as AppSync's ids do: the same at every start. */
export function physicalId(stackName: string, logicalId: string, length: number): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([stackName, logicalId]))
    .digest();
  return [...hash.subarray(0, length)].map((byte) => BASE36.charAt(byte % BASE36.length)).join('');
}
