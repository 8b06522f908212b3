import type { GraphQLSchema } from 'graphql';
import type { OnDecision } from '../../iam/access-decision.ts';
import type { AppSyncApi } from '../api.ts';
import type { Caller } from '../caller.ts';
import { policyAllowsField } from './field-policy.ts';
import { fieldRules, type FieldRule, ignoredAwsAuth } from './field-rules.ts';

/**
 * Decides who may see a field. One of the field's rules must let the caller in. For a field of Query, Mutation or Subscription an IAM
 * caller's policies must allow it, too; what a Lambda authorizer denies is denied. Introspection fields are open to every mode.
 * Warns of each `@aws_auth` that has no effect, once: AWS does not.
 */
export function fieldAuthorization(
  schema: GraphQLSchema,
  api: AppSyncApi,
  log: (line: string) => void,
  onDecision?: OnDecision,
): (caller: Caller, typeName: string, fieldName: string) => boolean {
  const ignored = ignoredAwsAuth(schema, api);
  if (ignored.length > 0) {
    log(
      `AppSync: WARNING: @aws_auth has no effect, for Cognito is not the API's only mode: ${ignored.join(', ')}. ` +
        'AWS ignores it just so; @aws_cognito_user_pools is heeded.',
    );
  }
  const rootTypes = new Set(
    [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].map((type) => type?.name),
  );
  const cache = new Map<string, FieldRule[]>();
  const rulesOf = (typeName: string, fieldName: string): FieldRule[] => {
    const key = `${typeName}.${fieldName}`;
    let rules = cache.get(key);
    if (rules === undefined) cache.set(key, (rules = fieldRules(schema, api, typeName, fieldName)));
    return rules;
  };
  return (caller, typeName, fieldName) => {
    if (fieldName.startsWith('__')) return true;
    if (!rulesOf(typeName, fieldName).some((rule) => letsIn(rule, caller))) return false;
    if (isDenied(api, caller, typeName, fieldName)) return false;
    if (caller.mode !== 'AWS_IAM' || !rootTypes.has(typeName)) return true;
    return caller.principal !== null && policyAllowsField(api, caller.principal, typeName, fieldName, onDecision);
  };
}

function letsIn({ mode, groups }: FieldRule, caller: Caller): boolean {
  if (caller.mode !== mode) return false;
  if (groups === undefined) return true;
  const { identity } = caller;
  const own = identity !== null && 'groups' in identity ? (identity.groups ?? []) : [];
  return groups.some((group) => own.includes(group));
}

/** UNSURE: AWS says that such a field becomes null, even if its resolver returns a value; here its resolver does not run. */
function isDenied(api: AppSyncApi, { deniedFields = [] }: Caller, typeName: string, fieldName: string): boolean {
  if (deniedFields.length === 0) return false;
  const names = [`${typeName}.${fieldName}`, `${api.arn}/types/${typeName}/fields/${fieldName}`];
  return deniedFields.some((denied) => names.includes(denied));
}
