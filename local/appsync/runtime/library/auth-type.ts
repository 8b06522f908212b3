const COGNITO_KEYS = ['sourceIp', 'username', 'sub', 'issuer', 'claims', 'defaultAuthStrategy'];
const IAM_KEYS = ['accountId', 'sourceIp', 'username', 'userArn'];
const IAM_COGNITO_KEYS = [
  'cognitoIdentityPoolId',
  'cognitoIdentityId',
  'cognitoIdentityAuthType',
  'cognitoIdentityAuthProvider',
];
const OIDC_KEYS = ['sub', 'issuer', 'claims'];

/** The keys that an identity of a mode must have, and those that it may have besides. */
const SHAPES: { authType: string; must: string[]; may: string[] }[] = [
  { authType: 'IAM Authorization', must: IAM_KEYS, may: IAM_COGNITO_KEYS },
  { authType: 'User Pool Authorization', must: COGNITO_KEYS, may: ['groups'] },
  { authType: 'Open ID Connect Authorization', must: OIDC_KEYS, may: [] },
  { authType: 'Lambda Authorization', must: [], may: ['resolverContext'] },
];

/** `util.authType`, told from the identity's shape alone: what fits no shape counts as an API key's. */
export function authTypeOf(identity: unknown): string {
  if (identity === null || typeof identity !== 'object' || Array.isArray(identity)) return 'API Key Authorization';
  const known = identity as Record<string, unknown>;
  const shape = SHAPES.find(
    ({ must, may }) =>
      must.every((key) => (known[key] ?? null) !== null) &&
      Object.keys(known).every((key) => must.includes(key) || may.includes(key)),
  );
  return shape?.authType ?? 'API Key Authorization';
}
