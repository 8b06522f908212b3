import { describe, expect, it } from 'vitest';
import type { Resource } from '../../local/assembly/assembly.ts';
import { isAllowed } from '../../local/iam/evaluate.ts';
import type { Principal } from '../../local/iam/principal.ts';
import { createCredentialStore } from '../../local/iam/credential-store.ts';
import { stackPrincipals } from '../../local/stack-principals.ts';
import { assemblyOf } from './assembly-of.ts';

const resource = (type: string, ref: string, properties: Record<string, unknown> = {}): Resource => ({
  logicalId: ref,
  type,
  properties,
  ref,
  attributes: { Arn: `arn:${ref}` },
});

/** The smallest stack that has a collector. */
const ASSEMBLY = {
  ...assemblyOf([
    resource('AWS::SQS::Queue', 'queue'),
    resource('AWS::IAM::Role', 'role'),
    resource('AWS::Lambda::Function', 'collector', { Role: 'arn:role' }),
    resource('AWS::Lambda::EventSourceMapping', 'm', { EventSourceArn: 'arn:queue', FunctionName: 'collector' }),
  ]),
  outputs: { EventQueueUrl: 'queue' },
};

const NOBODY: Principal = { arn: '', accountId: '', userId: '', context: {}, statements: [] };

describe('stackPrincipals', () => {
  it.each(['rule', 'appsync'] as const)('issues a service principal for the source of `%s`, once for each', (kind) => {
    const store = createCredentialStore();
    const principals = stackPrincipals(ASSEMBLY, store);
    const credentials = principals[kind]('arn:source');
    const service = kind === 'rule' ? 'events' : 'appsync';
    expect(store.find(credentials.accessKeyId)?.principal).toEqual({
      arn: `arn:aws:iam::000000000000:user/${service}`,
      accountId: '000000000000',
      userId: `AIDA${service.toUpperCase()}`,
      service: `${service}.amazonaws.com`,
      context: { 'aws:SourceArn': 'arn:source', 'aws:SourceAccount': '000000000000' },
      statements: [],
    });
    expect(principals[kind]('arn:source')).toBe(credentials);
    expect(principals[kind]('arn:other')).not.toEqual(credentials);
  });

  it('issues a reader of an API, who may query and subscribe', () => {
    const store = createCredentialStore();
    const { accessKeyId } = stackPrincipals(ASSEMBLY, store).reader('arn:api');
    const reader = store.find(accessKeyId)?.principal ?? NOBODY;
    const mayUse = (field: string): boolean =>
      isAllowed(reader, 'appsync:GraphQL', `arn:api/types/${field.replace('.', '/fields/')}`);
    const fields = ['Query.job', 'Subscription.onAnyJobProgress', 'Mutation.publishJobProgress'];
    expect(fields.map(mayUse)).toEqual([true, true, false]);
    expect(isAllowed(reader, 'appsync:GraphQL', 'arn:other/types/Query/fields/job')).toBe(false);
  });
});
