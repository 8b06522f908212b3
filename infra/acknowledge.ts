import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Says, to whoever checks an app with the packs AwsSolutions and Serverless of cdk-nag, why findings about a construct and what is
 * in it are no faults: the reason by the finding. It is told to CDK; cdk-nag itself need not be there.
 */
export function acknowledge(construct: IConstruct, reasons: Record<string, string>): void {
  // As `Validations.of(construct).acknowledge` does, but for the stack trace that this adds: with it no two machines would
  // synthesize the same.
  construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, reasons);
}

/** Why a role may do something to all resources that a wildcard names. */
export type Wildcard = {
  /** The resource as in the statement, with `*`. */
  readonly resource: string;
  readonly reason: string;
};

/** Acknowledges what cdk-nag finds about the wildcards of a role. */
export function acknowledgeWildcards(role: IConstruct, wildcards: readonly Wildcard[]): void {
  if (wildcards.length === 0) return;
  // Such a finding is named by the resource as the template has it. What that is of another stack is known only when CDK has
  // made its references between stacks, which is right before it validates.
  role.node.addValidation({
    validate: () => {
      for (const { resource, reason } of wildcards)
        acknowledge(role, { [`AwsSolutions-IAM5[Resource::${flat(Stack.of(role).resolve(resource))}]`]: reason });
      return [];
    },
  });
}

/** A value as cdk-nag writes it: `<Name.Arn>/*`. */
function flat(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join, 'Fn::ImportValue': name }: Intrinsic = value;
  if (ref !== undefined) return `<${ref}>`;
  if (attribute !== undefined) return `<${attribute.join('.')}>`;
  if (join !== undefined) return join[1].map(flat).join(join[0]);
  return name === undefined ? JSON.stringify(value) : flat(name);
}

type Intrinsic = {
  Ref?: string;
  'Fn::GetAtt'?: [string, string];
  'Fn::Join'?: [string, unknown[]];
  'Fn::ImportValue'?: unknown;
};
