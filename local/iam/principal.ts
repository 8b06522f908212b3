/** One statement of an IAM policy document, as the assembly holds it once its intrinsics are resolved. */
export type Statement = {
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Principal?: unknown;
  Condition?: Record<string, Record<string, string | string[]>>;
};

/** Who signs a request: a role of the stack, a local administrator, nobody in particular, or an AWS service. */
export type Principal = {
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/local`, `arn:aws:iam::ACCOUNT:user/NAME`. */
  arn: string;
  accountId: string;
  /** The role's unique id and session, or the user's: `AROA…:local`. */
  userId: string;
  /** Set for a service principal: `events.amazonaws.com`. Resource policies name it. */
  service?: string;
  /** Condition keys that every request of this principal carries: `aws:SourceArn`. */
  context: Record<string, string>;
  /** Identity-based statements. An administrator has `Allow * on *`. */
  statements: Statement[];
};

/** Long-term credentials, made anew at each start. */
export type Credentials = { accessKeyId: string; secretAccessKey: string };
