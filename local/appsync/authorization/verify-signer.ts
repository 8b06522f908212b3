import type { CredentialStore } from '../../iam/credential-store.ts';
import type { Principal } from '../../iam/principal.ts';
import { verifySignature } from '../../iam/verify-signature.ts';
import type { AppSyncApi } from '../api.ts';
import type { IamIdentity } from '../caller.ts';
import type { SignedForm } from './signed-forms.ts';

/** Who signed, for service `appsync` in the API's region. A signer may have left the port out of `host`. */
export async function verifySigner(
  api: AppSyncApi,
  credentials: CredentialStore,
  now: () => Date,
  headers: Record<string, string>,
  signed: SignedForm,
): Promise<{ principal: Principal } | { reason: string }> {
  const verify = (host: Record<string, string>) =>
    verifySignature({ ...signed, headers: { ...headers, ...host } }, credentials, now);
  const withoutPort = headers['host']?.replace(/:\d+$/, '');
  let verification = await verify({});
  if (!verification.ok && verification.fault === 'MISMATCH' && withoutPort !== headers['host']) {
    verification = await verify({ host: withoutPort ?? '' });
  }
  if (!verification.ok) return { reason: verification.message };
  const region = api.arn.split(':')[3];
  if (verification.service !== 'appsync' || verification.region !== region) {
    const { service } = verification;
    return { reason: `its signature is for ${service} in ${verification.region}, not appsync in ${region ?? '?'}` };
  }
  return { principal: verification.principal };
}

/** `ctx.identity` of a signer. */
export function iamIdentity(principal: Principal, sourceIp: string): IamIdentity {
  return {
    accountId: principal.accountId,
    cognitoIdentityPoolId: null,
    cognitoIdentityId: null,
    sourceIp: [sourceIp],
    username: principal.userId,
    userArn: principal.arn,
    cognitoIdentityAuthType: null,
    cognitoIdentityAuthProvider: null,
  };
}
