import type { OnDecision } from '../../iam/access-decision.ts';
import { decide } from '../../iam/evaluate.ts';
import type { Principal } from '../../iam/principal.ts';
import type { AppSyncApi } from '../api.ts';

const ACTION = 'appsync:GraphQL';

/**
 * Whether a principal's policies allow `appsync:GraphQL` on a field, by its ARN `API/types/TYPE/fields/FIELD`.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-iam-authorization
 */
export function policyAllowsField(
  api: AppSyncApi,
  principal: Principal,
  typeName: string,
  fieldName: string,
  onDecision?: OnDecision,
): boolean {
  const resource = `${api.arn}/types/${typeName}/fields/${fieldName}`;
  const decision = decide(principal, ACTION, resource);
  onDecision?.({ principal, action: ACTION, resource, decision });
  return decision === 'ALLOWED';
}
