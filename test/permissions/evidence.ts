import type { AccessDecision } from '../../local/iam/access-decision.ts';
import type { Exception } from './exceptions.ts';
import type { Grant } from './grants.ts';

/** A grant, whether it was used, and, if nothing can use it here, why. */
export type Proof = { grant: Grant; isUsed: boolean; exception: Exception | undefined };

/** What is wrong with the stack's policies, or with what is known of them: each list is to be empty. */
export type Faults = {
  /** Calls of the stack's own that were not allowed. */
  denied: string[];
  /** Grants that no call has needed, and no exception explains. */
  unused: string[];
  /** Exceptions for what nobody is granted, or what is used after all. */
  stale: string[];
  /** Calls that were allowed by none of the grants: not all of them are known. */
  unexplained: string[];
};

/**
 * Sets the decisions about roles of the stack, and about AWS services that act for it, beside the grants. A grant is used
 * when there was a call that no other grant allowed.
 */
export function evidenceOf(
  grants: readonly Grant[],
  decisions: readonly AccessDecision[],
  exceptions: readonly Exception[],
): { proofs: Proof[]; faults: Faults } {
  const calls = [...new Map(decisions.filter(isOfStack).map((made) => [JSON.stringify(keyOf(made)), made])).values()];
  const allowed = calls
    .filter(({ decision }) => decision === 'ALLOWED')
    .map((made) => ({ made, by: grants.filter((grant) => grant.allows(made)) }));
  const used = new Set(allowed.flatMap(({ by }) => (by.length === 1 ? by : [])));
  const proofs = grants.map((grant) => ({
    grant,
    isUsed: used.has(grant),
    exception: exceptions.find((exception) => isAbout(exception, grant)),
  }));
  return {
    proofs,
    faults: {
      denied: calls.filter(({ decision }) => decision !== 'ALLOWED').map(callText),
      unused: proofs.filter(({ isUsed, exception }) => !isUsed && !exception).map(({ grant }) => grantText(grant)),
      stale: exceptions.flatMap((exception) => staleParts(exception, proofs)),
      unexplained: allowed.filter(({ by }) => by.length === 0).map(({ made }) => callText(made)),
    },
  };
}

function isAbout({ actions, grantees, resources }: Exception, { action, grantee, resource }: Grant): boolean {
  return actions.includes(action) && grantees.test(grantee) && (resources?.test(resource) ?? true);
}

/** The actions of an exception that nobody is granted, and its grants that are used. */
function staleParts(exception: Exception, proofs: readonly Proof[]): string[] {
  const { name, actions } = exception;
  const about = proofs.filter((proof) => proof.exception === exception);
  return [
    ...actions
      .filter((action) => !about.some(({ grant }) => grant.action === action))
      .map((action) => `${name}: nobody is granted ${action}`),
    ...about.filter(({ isUsed }) => isUsed).map(({ grant }) => `${name}: used after all: ${grantText(grant)}`),
  ];
}

/** Roles sign in sessions; AWS services come under names of their own. Test callers are users. */
function isOfStack({ principal: { arn, service } }: AccessDecision): boolean {
  return service !== undefined || arn.includes(':assumed-role/');
}

function keyOf({ principal: { arn, context }, action, resource, decision }: AccessDecision): unknown[] {
  return [arn, context, action, resource, decision];
}

const callText = ({ principal: { arn, service }, action, resource }: AccessDecision): string =>
  `${service ?? arn}: ${action} on ${resource}`;

const grantText = ({ grantee, action, resource }: Grant): string => `${grantee}: ${action} on ${resource}`;
