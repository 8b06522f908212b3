import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, getNamedType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';

const SCHEMA = ['appsync.graphql', 'schema.graphql']
  .map((file) => readFileSync(join(import.meta.dirname, '../../../schema', file), 'utf8'))
  .join('');

/** Every field of every object type, with the names of its type and of its arguments. */
const FIELDS = Object.values(buildSchema(SCHEMA).getTypeMap())
  .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
  .flatMap((type) =>
    isObjectType(type)
      ? Object.values(type.getFields()).map((field) => ({
          path: `${type.name}.${field.name}`,
          returns: getNamedType(field.type).name,
          args: field.args.map(({ name }) => name),
        }))
      : [],
  );

const fieldsThatReturn = (...types: string[]): string[] =>
  FIELDS.filter(({ returns }) => types.includes(returns)).map(({ path }) => path);

// A new way needs a check of its own: see `resolvers/lib/tenant.ts`, and the tables of queries and subscriptions beside this file.
it('a job is reached through the fields that look at its tenant, and through no other', () => {
  expect(fieldsThatReturn('Job', 'JobConnection')).toEqual([
    'Query.job',
    'Query.jobsByStatus',
    'Query.jobsByUserMetadata',
    'Query.jobsByQueue',
    'JobConnection.items',
  ]);
  expect(FIELDS.filter(({ path }) => path.startsWith('Query.')).map(({ returns }) => returns)).toEqual([
    'Job',
    'JobConnection',
    'JobConnection',
    'JobConnection',
  ]);
});

it('the progress of a job is reached through the mutation, which is the collector’s, and the subscriptions', () => {
  expect(fieldsThatReturn('JobProgress')).toEqual([
    'Mutation.publishJobProgress',
    'Subscription.onJobProgress',
    'Subscription.onJobProgressByUserMetadata',
    'Subscription.onAnyJobProgress',
  ]);
  expect(FIELDS.filter(({ path }) => /^(Mutation|Subscription)\./.test(path))).toHaveLength(4);
});

it('the details and the events of a job are reached through the job alone', () => {
  const details = ['JobEvent', 'JobEventConnection', 'JobAnalysis', 'JobInput', 'OutputGroup', 'OutputFindings'];
  expect(fieldsThatReturn(...details)).toEqual([
    'Job.analysis',
    'Job.inputs',
    'Job.outputGroups',
    'Job.outputFindings',
    'Job.events',
    'JobEventConnection.items',
  ]);
});

it('no field takes the id of a job but `job` and `onJobProgress`', () => {
  const takesId = FIELDS.filter(({ args }) => args.some((name) => /id$/i.test(name)));
  expect(takesId.map(({ path }) => path)).toEqual(['Query.job', 'Subscription.onJobProgress']);
});
