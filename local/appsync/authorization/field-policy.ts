import { isAllowed } from '../../iam/evaluate.ts';
import type { Principal } from '../../iam/principal.ts';
import type { AppSyncApi } from '../api.ts';

/**
 * Whether a principal's policies allow `appsync:GraphQL` on a field, by its ARN `API/types/TYPE/fields/FIELD`.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-iam-authorization
 */
export function policyAllowsField(api: AppSyncApi, principal: Principal, typeName: string, fieldName: string): boolean {
  return isAllowed(principal, 'appsync:GraphQL', `${api.arn}/types/${typeName}/fields/${fieldName}`);
}
