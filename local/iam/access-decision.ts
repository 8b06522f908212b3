import type { Decision } from './evaluate.ts';
import type { Principal } from './principal.ts';

/** What was decided about one action of a principal on one resource. */
export type AccessDecision = {
  principal: Principal;
  /** With its service: `dynamodb:PutItem`. */
  action: string;
  /** An ARN, or `*` for actions that have none. */
  resource: string;
  decision: Decision;
  /** What asked for it at the gateway; the decisions about one request share it. Absent for a field of a GraphQL API. */
  request?: { operation: string; body: Buffer };
};

/** Takes each decision as it is made, before anything is done about it. Must not throw. */
export type OnDecision = (made: AccessDecision) => void;
