import type { Caller } from '../caller.ts';
import type { AuthorizationFault } from './authorization-fault.ts';
import type { SignedForm } from './signed-forms.ts';

/** What there is to tell who a caller is. Header names in lower case. */
export type Credentialed = {
  /** The headers that authorize: an HTTP request's own, or an authorization object's. */
  headers: Record<string, string>;
  /** The headers that resolvers see, when they are more than those. */
  contextHeaders?: Record<string, string>;
  /** What an IAM signature has to cover. */
  signed: SignedForm;
  /** What is asked, for a Lambda authorizer to see; a connection asks nothing yet. */
  operation?: { query?: unknown; operationName?: unknown; variables?: unknown };
  sourceIp: string;
};

/** A caller, its headers not yet added; or what to answer it, and the reason for the log. */
export type Outcome = { caller: Omit<Caller, 'headers'> } | { fault: AuthorizationFault; reason: string };
