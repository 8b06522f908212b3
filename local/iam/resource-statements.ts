import type { Assembly } from '../assembly/assembly.ts';
import type { Statement } from './principal.ts';

/** The statements that the stack's queue policies and bucket policies attach to a resource, by its ARN; an object's are its bucket's. */
export function resourceStatements(assembly: Assembly, resourceArn: string): Statement[] {
  const owner = assembly.resources.find(
    ({ type, attributes: { Arn: arn } }) =>
      arn !== undefined && (arn === resourceArn || (type === 'AWS::S3::Bucket' && resourceArn.startsWith(`${arn}/`))),
  );
  if (owner === undefined) return [];
  return assembly.resources
    .filter(
      ({ type, properties }) =>
        (type === 'AWS::SQS::QueuePolicy' && [properties['Queues']].flat().includes(owner.ref)) ||
        (type === 'AWS::S3::BucketPolicy' && properties['Bucket'] === owner.ref),
    )
    .flatMap(({ properties }) => {
      const document = properties['PolicyDocument'] as { Statement?: Statement | Statement[] } | undefined;
      return [document?.Statement ?? []].flat();
    });
}
