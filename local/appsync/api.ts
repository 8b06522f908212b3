import type { AuthMode } from './caller.ts';

/** An AppSync API as the assembly describes it. */
export type AppSyncApi = {
  apiId: string;
  /** `arn:aws:appsync:REGION:ACCOUNT:apis/ID` */
  arn: string;
  /** The schema document, in SDL. */
  schema: string;
  defaultMode: AuthMode;
  additionalModes: AuthMode[];
  apiKeys: ApiKey[];
  /** `ctx.env` */
  environment: Record<string, string>;
  introspection: boolean;
  /** 0: none. */
  queryDepthLimit: number;
  resolverCountLimit: number;
  dataSources: DataSource[];
  resolvers: Resolver[];
  functions: PipelineFunction[];
};

/** A key of an API; `expires` in epoch seconds. */
export type ApiKey = { key: string; expires: number };

/** Where a resolver's request goes. */
export type DataSource =
  | { name: string; type: 'NONE' }
  | { name: string; type: 'AMAZON_DYNAMODB'; tableName: string; region: string; roleArn: string };

/** A field's resolver. `code` is the bundle, as deployed. */
export type Resolver = { typeName: string; fieldName: string; code: string } & (
  { kind: 'UNIT'; dataSource: string } | { kind: 'PIPELINE'; functions: string[] }
);

/** A function of pipelines, named by `id` in `Resolver.functions`. */
export type PipelineFunction = { id: string; name: string; dataSource: string; code: string };
