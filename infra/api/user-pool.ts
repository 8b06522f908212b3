import { Duration, Fn, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  type IUserPool,
  Mfa,
  StringAttribute,
  UserPool,
  type UserPoolClient,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

/** What a user pool needs to know. */
export interface UserPoolProps {
  /** The claim of its tokens that names a user's tenant; undefined without tenancy. */
  readonly tenantClaim: string | undefined;
  /** Whether it refuses to be deleted. */
  readonly deletionProtection: boolean;
  /** What becomes of it when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

/** A user pool, and the client of it that apps sign in with. */
export interface OwnUserPool {
  readonly userPool: UserPool;
  readonly userPoolClient: UserPoolClient;
}

const PASSWORD_LENGTH = 12;
const INVITATION_DAYS = 3;
/** What the names of a pool's own attributes begin with. */
const CUSTOM = 'custom:';
/** MediaConvert's limit for the value of a pair of user metadata. */
const MAX_TENANT_LENGTH = 256;
/** What users may say of themselves. */
const USERS_OWN = new ClientAttributes().withStandardAttributes({ email: true, fullname: true });

/** A user pool that is there already, in the region that its id begins with. */
export function givenUserPool(scope: Construct, userPoolId: string): IUserPool {
  const region = Fn.select(0, Fn.split('_', userPoolId));
  const pool = { service: 'cognito-idp', region, resource: 'userpool', resourceName: userPoolId };
  return UserPool.fromUserPoolArn(scope, 'GivenUserPool', Stack.of(scope).formatArn(pool));
}

/**
 * Makes a user pool that an administrator invites people into, by their addresses of email; nobody can sign up by himself.
 * Signing in takes a password and a code of an authenticator app. The client is for apps in the hands of their users: it has
 * no secret, and the password itself is never sent. A claim `custom:…` of the tenant is an attribute of the pool, which an
 * administrator alone can write.
 */
export function addUserPool(scope: Construct, { tenantClaim, ...life }: UserPoolProps): OwnUserPool {
  const attribute = tenantClaim?.startsWith(CUSTOM) === true ? tenantClaim.slice(CUSTOM.length) : undefined;
  const userPool = new UserPool(scope, 'UserPool', {
    selfSignUpEnabled: false,
    // Neither can be changed once the pool is there.
    signInAliases: { email: true },
    signInCaseSensitive: false,
    passwordPolicy: {
      minLength: PASSWORD_LENGTH,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(INVITATION_DAYS),
    },
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { sms: false, otp: true },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    ...(attribute !== undefined && {
      customAttributes: { [attribute]: new StringAttribute({ mutable: true, maxLen: MAX_TENANT_LENGTH }) },
    }),
    ...life,
  });
  acknowledge(userPool, {
    'AwsSolutions-COG8':
      'The plus tier costs by the user; who wants it brings a pool of his own by the prop `userPoolId`.',
  });
  const userPoolClient = userPool.addClient('Client', {
    generateSecret: false,
    authFlows: { userSrp: true },
    // There are no pages of Cognito's own to sign in at.
    disableOAuth: true,
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    ...(attribute !== undefined && {
      // Tokens tell what the client may read, and of a custom attribute that is nothing by default.
      readAttributes: USERS_OWN.withStandardAttributes({ emailVerified: true }).withCustomAttributes(attribute),
      // A user who could write it would choose a tenant.
      writeAttributes: USERS_OWN,
    }),
  });
  return { userPool, userPoolClient };
}
