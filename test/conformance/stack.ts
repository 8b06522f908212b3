import { join } from 'node:path';
import { CfnOutput, Duration, Expiration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AppsyncFunction,
  AuthorizationType,
  CfnApiKey,
  CfnGraphQLApi,
  Code,
  Definition,
  DynamoDbDataSource,
  FunctionRuntime,
  GraphqlApi,
  NoneDataSource,
} from 'aws-cdk-lib/aws-appsync';
import { AttributeType, BillingMode, type ITable, Table } from 'aws-cdk-lib/aws-dynamodb';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { CONFORMANCE_FUNCTIONS, CONFORMANCE_RESOLVERS } from './resolvers.ts';

/** The stack's name, and its key in the file that `cdk deploy --outputs-file` writes. */
export const CONFORMANCE_STACK = 'AppSyncConformance';

/** `queryDepthLimit` of the API: deeper than what introspection asks for. */
const QUERY_DEPTH_LIMIT = 20;

/** `resolverCountLimit` of the API. */
const RESOLVER_COUNT_LIMIT = 50;

const GROUP_INDEX = 'byGroup';

/** How long the API key is good for, in days. */
export const API_KEY_DAYS = 30;

/** How long the key that is to expire is good for, in hours: no less than a day, as AWS has it. */
const EXPIRING_KEY_HOURS = 25;

/**
 * The API that the cases of the conformance suite are asked of: a schema made for them, resolvers on a NONE data source and on a
 * table of its own. Holds nothing of value: all of it goes with the stack.
 */
export class ConformanceStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.NUMBER },
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    table.addGlobalSecondaryIndex({
      indexName: GROUP_INDEX,
      partitionKey: { name: 'group', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.NUMBER },
    });
    const api = new GraphqlApi(this, 'Api', {
      name: CONFORMANCE_STACK,
      definition: Definition.fromFile(join(import.meta.dirname, 'schema.graphql')),
      authorizationConfig: {
        defaultAuthorization: {
          authorizationType: AuthorizationType.API_KEY,
          apiKeyConfig: { expires: Expiration.after(Duration.days(API_KEY_DAYS)) },
        },
        additionalAuthorizationModes: [{ authorizationType: AuthorizationType.IAM }],
      },
      environmentVariables: { TABLE: table.tableName },
      queryDepthLimit: QUERY_DEPTH_LIMIT,
      resolverCountLimit: RESOLVER_COUNT_LIMIT,
    });
    this.addResolvers(api, table);

    const output = (name: string, value: string): CfnOutput => new CfnOutput(this, name, { value });
    output('GraphQLUrl', api.graphqlUrl);
    output('RealtimeUrl', realtimeUrlOf(api));
    output('ApiKey', api.apiKey ?? '');
    output('Region', this.region);
    output('ApiId', api.apiId);
    this.addExpiringKey(api);
    // Assumed by whoever deploys the stack.
    const limited = new Role(this, 'Limited', { assumedBy: new AccountRootPrincipal() });
    api.grantQuery(limited, 'echo');
    output('LimitedRoleArn', limited.roleArn);
  }

  private addExpiringKey({ apiId }: GraphqlApi): void {
    const expires = Math.floor(Date.now() / 1000) + EXPIRING_KEY_HOURS * 3600;
    const key = new CfnApiKey(this, 'ExpiringKey', { apiId, expires });
    new CfnOutput(this, 'ExpiringApiKey', { value: key.attrApiKey });
    new CfnOutput(this, 'ExpiringApiKeyExpires', { value: `${expires}` });
  }

  private addResolvers(api: GraphqlApi, table: Table): void {
    const runtime = FunctionRuntime.JS_1_0_0;
    const dataSources = {
      None: new NoneDataSource(this, 'None', { api, name: 'None' }),
      // Grants itself what its operations need.
      Table: new DynamoDbDataSource(this, 'TableSource', { api, table: readable(this, table), name: 'Table' }),
    };
    const functions = new Map(
      Object.entries(CONFORMANCE_FUNCTIONS).map(([name, code]) => [
        name,
        new AppsyncFunction(this, `Function.${name}`, {
          api,
          name,
          dataSource: dataSources.None,
          runtime,
          code: Code.fromInline(code),
        }),
      ]),
    );
    for (const resolver of CONFORMANCE_RESOLVERS) {
      const { typeName, fieldName } = resolver;
      const id = `${typeName}.${fieldName}`;
      const field = { typeName, fieldName, runtime, code: Code.fromInline(resolver.code) };
      if ('dataSource' in resolver) dataSources[resolver.dataSource].createResolver(id, field);
      else {
        const steps = resolver.functions.flatMap((name) => functions.get(name) ?? []);
        api.createResolver(id, { ...field, pipelineConfig: steps });
      }
    }
  }
}

/** Where an API's real-time endpoint is. CDK's construct has no attribute for it; the resource that it makes has. */
export function realtimeUrlOf({ node }: GraphqlApi): string {
  const resource = node.defaultChild;
  if (!(resource instanceof CfnGraphQLApi)) throw new TypeError(`${node.path}: no AWS::AppSync::GraphQLApi`);
  return resource.attrRealtimeUrl;
}

// CDK's own class is not its own interface under `exactOptionalPropertyTypes`; what it imports is.
function readable(scope: Construct, { tableName }: Table): ITable {
  return Table.fromTableAttributes(scope, 'TableByName', { tableName, globalIndexes: [GROUP_INDEX] });
}
