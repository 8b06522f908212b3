import { conditionHolds } from './condition.ts';
import type { Principal, Statement } from './principal.ts';
import { matchesWildcard } from './wildcard.ts';

/** What IAM says: an explicit Deny is final, and without an Allow there is none. */
export type Decision = 'ALLOWED' | 'EXPLICITLY_DENIED' | 'NOT_ALLOWED';

/**
 * Decides whether a principal may do `action` (`dynamodb:PutItem`) on `resource` (an ARN, or `*` for actions that have none).
 * An explicit Deny in the principal's own statements or the resource's wins; else one Allow in either is enough, as within one account;
 * else no. What cannot be decided here, an operator or a policy variable that is not imitated, never allows and always denies.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(
  principal: Principal,
  action: string,
  resource: string,
  resourceStatements: Statement[] = [],
): Decision {
  const context = conditionContext(principal);
  const applicable = [
    ...principal.statements,
    ...resourceStatements.filter((statement) => namesPrincipal(statement, principal)),
  ].filter((statement) => coversAction(statement, action) && coversResource(statement, resource));
  const verdicts = applicable.map(({ Effect: effect, Condition: condition }) => ({
    allows: effect === 'Allow',
    holds: conditionHolds(condition, context),
  }));
  if (verdicts.some(({ allows, holds }) => !allows && holds !== false)) return 'EXPLICITLY_DENIED';
  return verdicts.some(({ allows, holds }) => allows && holds === true) ? 'ALLOWED' : 'NOT_ALLOWED';
}

/** Whether `decide` allows it. */
export function isAllowed(
  principal: Principal,
  action: string,
  resource: string,
  resourceStatements: Statement[] = [],
): boolean {
  return decide(principal, action, resource, resourceStatements) === 'ALLOWED';
}

/**
 * The condition keys that every request carries.
 * UNSURE: requests arrive over plain HTTP, but on the loopback interface, which nobody else can read: that counts as secure transport,
 * so that a policy that denies plain HTTP treats a local request as it treats an HTTPS request to AWS.
 */
function conditionContext(principal: Principal): Map<string, string> {
  const keys = {
    'aws:SecureTransport': 'true',
    'aws:PrincipalArn': roleArn(principal.arn),
    'aws:PrincipalAccount': principal.accountId,
    'aws:PrincipalIsAWSService': String(principal.service !== undefined),
    ...principal.context,
  };
  return new Map(Object.entries(keys).map(([key, value]) => [key.toLowerCase(), value]));
}

function coversAction(statement: Statement, action: string): boolean {
  const matches = (patterns: string | string[]): boolean =>
    [patterns].flat().some((pattern) => matchesWildcard(pattern.toLowerCase(), action.toLowerCase()));
  if (statement.NotAction !== undefined) return !matches(statement.NotAction);
  return statement.Action !== undefined && matches(statement.Action);
}

function coversResource(statement: Statement, resource: string): boolean {
  const denies = statement.Effect !== 'Allow';
  const matches = (patterns: string | string[], whenUndecidable: boolean): boolean =>
    [patterns]
      .flat()
      .some((pattern) => (pattern.includes('${') ? whenUndecidable : matchesWildcard(pattern, resource)));
  if (statement.NotResource !== undefined) return !matches(statement.NotResource, !denies);
  return statement.Resource !== undefined && matches(statement.Resource, denies);
}

/** Whether a resource policy's statement is about this principal. `NotPrincipal` is not imitated: such a statement denies, and never allows. */
function namesPrincipal(statement: Statement, principal: Principal): boolean {
  const denies = statement.Effect !== 'Allow';
  if ('NotPrincipal' in statement) return denies;
  const named = statement.Principal;
  if (named === '*') return true;
  if (typeof named !== 'object' || named === null) return false;
  const account = [principal.accountId, `arn:aws:iam::${principal.accountId}:root`];
  return Object.entries(named).some(([kind, value]) => {
    const names = [value].flat();
    if (kind === 'Service') return principal.service !== undefined && names.includes(principal.service);
    if (kind !== 'AWS') return false;
    if (names.includes('*')) return true;
    if (principal.service !== undefined) return false;
    // An account that is allowed something only hands the decision to its identity policies; an account that is denied it is denied it whole.
    if (denies && account.some((name) => names.includes(name))) return true;
    return names.includes(principal.arn) || names.includes(roleArn(principal.arn));
  });
}

/** The role of a role session, `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`; any other ARN as it is. */
function roleArn(arn: string): string {
  const session = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(arn);
  return session === null ? arn : `arn:${session[1] ?? ''}:iam::${session[2] ?? ''}:role/${session[3] ?? ''}`;
}
