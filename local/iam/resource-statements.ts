import type { Assembly } from '../assembly/assembly.ts';
import { permissionStatement } from './permission-statement.ts';
import type { Statement } from './principal.ts';

/**
 * The statements that the stack's queue policies, bucket policies and function permissions attach to a resource, by its
 * ARN; an object's are its bucket's.
 */
export function resourceStatements(assembly: Assembly, resourceArn: string): Statement[] {
  const owner = assembly.resources.find(
    ({ type, attributes: { Arn: arn } }) =>
      arn !== undefined && (arn === resourceArn || (type === 'AWS::S3::Bucket' && resourceArn.startsWith(`${arn}/`))),
  );
  if (owner === undefined) return [];
  return assembly.resources.flatMap(({ type, properties }): Statement[] => {
    if (
      (type === 'AWS::SQS::QueuePolicy' && [properties['Queues']].flat().includes(owner.ref)) ||
      (type === 'AWS::S3::BucketPolicy' && properties['Bucket'] === owner.ref)
    ) {
      const document = properties['PolicyDocument'] as { Statement?: Statement | Statement[] } | undefined;
      return [document?.Statement ?? []].flat();
    }
    // A permission names its function by name or by ARN.
    const named = type === 'AWS::Lambda::Permission' && owner.type === 'AWS::Lambda::Function';
    return named && [owner.ref, resourceArn].includes(String(properties['FunctionName']))
      ? [permissionStatement(properties, resourceArn)]
      : [];
  });
}
