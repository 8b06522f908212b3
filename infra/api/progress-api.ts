import { join } from 'node:path';
import { Expiration, type RemovalPolicy } from 'aws-cdk-lib';
import { AuthorizationType, CfnGraphQLApi, Definition, GraphqlApi, IntrospectionConfig } from 'aws-cdk-lib/aws-appsync';
import { Construct } from 'constructs';
import type { AuthMode, OidcProps, TenancyProps } from '../props.ts';
import type { JobTables } from '../store/job-tables.ts';
import { apiKeyExpiry } from './api-key-expiry.ts';
import { addDataSources } from './data-sources.ts';
import { RESOLVED_FIELDS } from './fields.ts';
import { addResolvers } from './resolvers.ts';

/** What the API needs to know. */
export interface ProgressApiProps {
  /** What it reads. */
  readonly tables: JobTables;
  /** How callers may prove who they are; the first is the default mode. */
  readonly auth: readonly AuthMode[];
  /** The day at whose start the API key expires; undefined for eleven months from now. */
  readonly apiKeyExpires: string | undefined;
  /** The user pool whose tokens are taken; undefined for one of its own, if any is. */
  readonly userPoolId: string | undefined;
  /** The issuer whose tokens are taken; undefined for none. */
  readonly oidc: OidcProps | undefined;
  /** Whose jobs a caller sees; undefined for all. */
  readonly tenancy: TenancyProps | undefined;
  /** Whether it tells its schema. */
  readonly introspection: boolean;
  /** Whether X-Ray traces it. */
  readonly tracing: boolean;
  /** Whether a user pool of its own refuses to be deleted. */
  readonly deletionProtection: boolean;
  /** What becomes of a user pool of its own when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

const SCHEMA = join(import.meta.dirname, '../../schema/schema.graphql');

// GraphiQL's introspection is 15 deep; the deepest field of the schema itself is at 5.
const QUERY_DEPTH_LIMIT = 20;
// A page of 100 jobs, each with all its details and the report of one input, takes 701.
const RESOLVER_COUNT_LIMIT = 1000;

/** The GraphQL API: an API key may read and subscribe; IAM may too, and alone may publish. */
export class ProgressApi extends Construct {
  /** The API itself. */
  readonly graphqlApi: GraphqlApi;
  /** Where subscriptions connect: `wss://…/graphql`. Queries and mutations go to `graphqlApi.graphqlUrl`. */
  readonly realtimeUrl: string;

  constructor(scope: Construct, id: string, { tables }: ProgressApiProps) {
    super(scope, id);
    this.graphqlApi = new GraphqlApi(this, 'GraphQL', {
      name: 'MediaConvertJobProgress',
      definition: Definition.fromFile(SCHEMA),
      authorizationConfig: {
        defaultAuthorization: {
          authorizationType: AuthorizationType.API_KEY,
          apiKeyConfig: { expires: Expiration.atDate(apiKeyExpiry(new Date())) },
        },
        additionalAuthorizationModes: [{ authorizationType: AuthorizationType.IAM }],
      },
      introspectionConfig: IntrospectionConfig.ENABLED,
      queryDepthLimit: QUERY_DEPTH_LIMIT,
      resolverCountLimit: RESOLVER_COUNT_LIMIT,
      environmentVariables: { JOB_TABLE: tables.jobTable.tableName },
    });
    this.realtimeUrl = realtimeUrlOf(this.graphqlApi);
    addResolvers(this, this.graphqlApi, addDataSources(this, this.graphqlApi, tables), RESOLVED_FIELDS);
  }

  /** The ARN that a policy names to allow `appsync:GraphQL` on one field. */
  fieldArn(typeName: string, fieldName: string): string {
    return `${this.graphqlApi.arn}/types/${typeName}/fields/${fieldName}`;
  }
}

// CDK's construct has no attribute for it; the resource that it makes has.
function realtimeUrlOf({ node }: GraphqlApi): string {
  const resource = node.defaultChild;
  if (!(resource instanceof CfnGraphQLApi)) throw new Error(`${node.path} has no AWS::AppSync::GraphQLApi of its own`);
  return resource.attrRealtimeUrl;
}
