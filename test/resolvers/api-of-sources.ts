import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleResolver } from '../../infra/api/bundle-resolver.ts';
import { RESOLVED_FIELDS, TENANT_FIELDS } from '../../infra/api/fields.ts';
import type { AppSyncApi, PipelineFunction, Resolver } from '../../local/appsync/api.ts';
import { TABLES } from './start-tables.ts';

const ROOT = join(import.meta.dirname, '../..');

/** What the API's environment says of tenancy. */
export type TenancyEnvironment = { TENANT_CLAIM?: string; TENANT_METADATA_KEY?: string };

/**
 * The API as the stack makes it, but for the names of its tables, and its fields open to every mode; with tenancy as soon as the environment
 * says anything of it.
 */
export function apiOfSources(tenancy?: TenancyEnvironment): AppSyncApi {
  const functions = new Map<string, PipelineFunction>();
  const resolvers = (tenancy ? TENANT_FIELDS : RESOLVED_FIELDS).map((field): Resolver => {
    const { typeName, fieldName } = field;
    const code = codeOf(`${typeName}.${fieldName}`);
    if ('dataSource' in field) return { typeName, fieldName, code, kind: 'UNIT', dataSource: field.dataSource };
    const ids = field.pipeline.map(({ functionName, dataSource }) => {
      const id = `${functionName}Of${dataSource}`;
      functions.set(id, { id, name: id, dataSource, code: codeOf(`Function.${functionName}`) });
      return id;
    });
    return { typeName, fieldName, code, kind: 'PIPELINE', functions: ids };
  });
  return {
    apiId: 'test',
    name: 'test',
    arn: 'arn:aws:appsync:us-east-1:000000000000:apis/test',
    schema: readFileSync(join(ROOT, 'schema/schema.graphql'), 'utf8').replaceAll(
      '@aws_api_key',
      '@aws_api_key @aws_cognito_user_pools @aws_oidc @aws_lambda',
    ),
    providers: [{ mode: 'API_KEY' }, { mode: 'AWS_IAM' }],
    apiKeys: [],
    environment: { JOB_TABLE: TABLES.jobTable, ...tenancy },
    introspection: true,
    queryDepthLimit: 0,
    resolverCountLimit: 0,
    dataSources: [
      { name: 'None', type: 'NONE' },
      ...Object.values(TABLES).map((name) => ({
        name,
        type: 'AMAZON_DYNAMODB' as const,
        tableName: name,
        region: 'us-east-1',
        roleArn: 'arn:aws:iam::000000000000:role/test',
      })),
    ],
    resolvers,
    functions: [...functions.values()],
  };
}

function codeOf(name: string): string {
  return bundleResolver(join(ROOT, 'resolvers', `${name}.ts`));
}
