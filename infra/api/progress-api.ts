import type { RemovalPolicy } from 'aws-cdk-lib';
import { CfnGraphQLApi, GraphqlApi, IntrospectionConfig } from 'aws-cdk-lib/aws-appsync';
import type { IUserPool, IUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { AuthMode, OidcProps, TenancyProps } from '../props.ts';
import type { JobTables } from '../store/job-tables.ts';
import { authorizationConfig } from './authorization.ts';
import { addDataSources } from './data-sources.ts';
import { RESOLVED_FIELDS, TENANT_FIELDS } from './fields.ts';
import { RequestLog } from './request-log.ts';
import { addResolvers } from './resolvers.ts';
import { schemaFor } from './schema.ts';
import { addUserPool, givenUserPool } from './user-pool.ts';

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
  /** Days that its logs are kept. */
  readonly logRetentionDays: RetentionDays;
  /** Whether a user pool of its own refuses to be deleted. */
  readonly deletionProtection: boolean;
  /** What becomes of its logs, and of a user pool of its own, when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

// GraphiQL's introspection is 15 deep; the deepest field of the schema itself is at 5.
const QUERY_DEPTH_LIMIT = 20;
// A page of 100 jobs, each with all its details and the report of one input, takes 701.
const RESOLVER_COUNT_LIMIT = 1000;

/**
 * The GraphQL API: callers of every mode may read and subscribe; IAM is always among the modes, and callers that it allows alone
 * may publish.
 */
export class ProgressApi extends Construct {
  /** The API itself. */
  readonly graphqlApi: GraphqlApi;
  /** Where subscriptions connect: `wss://…/graphql`. Queries and mutations go to `graphqlApi.graphqlUrl`. */
  readonly realtimeUrl: string;
  /** The origins of both: `https://…`, `wss://…`. */
  readonly origins: readonly string[];
  /** The user pool whose tokens are taken: the given one, or its own; undefined without `COGNITO`. */
  readonly userPool: IUserPool | undefined;
  /** The client that apps sign in with at a user pool of its own; undefined without. */
  readonly userPoolClient: IUserPoolClient | undefined;

  constructor(scope: Construct, id: string, props: ProgressApiProps) {
    super(scope, id);
    const { tables, auth, userPoolId, apiKeyExpires, oidc, tenancy, deletionProtection, removalPolicy } = props;
    const modes = withIam(auth);
    if (modes.includes('COGNITO') && userPoolId === undefined) {
      const { userPool, userPoolClient } = addUserPool(this, {
        tenantClaim: tenancy?.claim,
        deletionProtection,
        removalPolicy,
      });
      this.userPool = userPool;
      this.userPoolClient = userPoolClient;
    } else if (userPoolId !== undefined) {
      this.userPool = givenUserPool(this, userPoolId);
    }
    this.graphqlApi = new GraphqlApi(this, 'GraphQL', {
      name: 'MediaConvertJobProgress',
      definition: schemaFor(modes),
      authorizationConfig: authorizationConfig(modes, { apiKeyExpires, userPool: this.userPool, oidc }),
      introspectionConfig: props.introspection ? IntrospectionConfig.ENABLED : IntrospectionConfig.DISABLED,
      xrayEnabled: props.tracing,
      queryDepthLimit: QUERY_DEPTH_LIMIT,
      resolverCountLimit: RESOLVER_COUNT_LIMIT,
      environmentVariables: {
        JOB_TABLE: tables.jobTable.tableName,
        ...(tenancy !== undefined && { TENANT_CLAIM: tenancy.claim, TENANT_METADATA_KEY: tenancy.metadataKey }),
      },
    });
    const resource = resourceOf(this.graphqlApi);
    if (!props.tracing) acknowledge(resource, { 'Serverless-AppSyncTracing': 'The prop `tracing` is false.' });
    new RequestLog(this, 'Log', { api: resource, logRetentionDays: props.logRetentionDays, removalPolicy });
    // CDK's construct has no attribute for it; the resource that it makes has.
    this.realtimeUrl = resource.attrRealtimeUrl;
    this.origins = [`https://${resource.attrGraphQlDns}`, `wss://${resource.attrRealtimeDns}`];
    const fields = tenancy === undefined ? RESOLVED_FIELDS : TENANT_FIELDS;
    addResolvers(this, this.graphqlApi, addDataSources(this, this.graphqlApi, tables), fields);
  }

  /** The ARN that a policy names to allow `appsync:GraphQL` on one field. */
  fieldArn(typeName: string, fieldName: string): string {
    return `${this.graphqlApi.arn}/types/${typeName}/fields/${fieldName}`;
  }
}

/** The modes that callers may use, the default first: the collector's own, IAM, is always there. */
function withIam([byDefault = 'IAM', ...beside]: readonly AuthMode[]): readonly [AuthMode, ...AuthMode[]] {
  const named: [AuthMode, ...AuthMode[]] = [byDefault, ...beside];
  return named.includes('IAM') ? named : [...named, 'IAM'];
}

function resourceOf({ node }: GraphqlApi): CfnGraphQLApi {
  const resource = node.defaultChild;
  if (!(resource instanceof CfnGraphQLApi)) throw new Error(`${node.path} has no AWS::AppSync::GraphQLApi of its own`);
  return resource;
}
