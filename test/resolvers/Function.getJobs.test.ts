import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { bundleResolver } from '../../infra/api/bundle-resolver.ts';
import { createRuntime } from '../../local/appsync/runtime/create-runtime.ts';
import { minute } from './stored-items.ts';

const FILE = join(import.meta.dirname, '../../resolvers/Function.getJobs.ts');

it('Function.getJobs asks for no key twice, which BatchGetItem would refuse', async () => {
  const runtime = createRuntime({ log: () => undefined });
  onTestFinished(() => runtime.close());
  const getJobs = runtime.load(bundleResolver(FILE), 'getJobs');
  const keys = ['a', '__proto__', 'a', '1', '__proto__'].map((id, n) => ({ id, createdAt: minute(n) }));
  const { ending } = await getJobs({
    handler: 'request',
    context: {
      arguments: {},
      source: null,
      identity: null,
      stash: {},
      result: null,
      prev: { result: { keys, nextToken: null } },
      error: null,
      request: { headers: {}, domainName: null },
      info: {
        fieldName: 'jobsByStatus',
        parentTypeName: 'Query',
        variables: {},
        selectionSetList: [],
        selectionSetGraphQL: '',
      },
      env: { JOB_TABLE: 'JobTable' },
    },
  });
  expect(ending).toEqual({
    kind: 'returned',
    value: {
      operation: 'BatchGetItem',
      tables: { JobTable: { keys: ['a', '__proto__', '1'].map((id) => ({ id: { S: id } })) } },
    },
  });
});
