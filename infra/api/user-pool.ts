import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { AccountRecovery, Mfa, UserPool, type UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

/** What becomes of a user pool. */
export interface UserPoolLife {
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

/**
 * Makes a user pool that an administrator invites people into, by their addresses of email; nobody can sign up by himself.
 * Signing in takes a password and a code of an authenticator app. The client is for apps in the hands of their users: it has
 * no secret, and the password itself is never sent.
 */
export function addUserPool(scope: Construct, life: UserPoolLife): OwnUserPool {
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
  });
  return { userPool, userPoolClient };
}
