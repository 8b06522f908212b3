/** An AppSync API as the assembly describes it. */
export type AppSyncApi = {
  apiId: string;
  name: string;
  /** `arn:aws:appsync:REGION:ACCOUNT:apis/ID` */
  arn: string;
  /** The schema document, in SDL. */
  schema: string;
  /** Who lets callers in; the first is the API's default, the others are its additional ones. */
  providers: readonly [AuthProvider, ...AuthProvider[]];
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

/**
 * An authorization mode of an API, with its settings.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-appsync-graphqlapi.html
 */
export type AuthProvider =
  | { mode: 'API_KEY' }
  | { mode: 'AWS_IAM' }
  | {
      mode: 'AMAZON_COGNITO_USER_POOLS';
      userPoolId: string;
      region: string;
      /** What the app client's id must match. */
      appIdClientRegex?: string;
      /** What a field without directives is to its users. Of the default provider alone. */
      defaultAction: 'ALLOW' | 'DENY';
    }
  | {
      mode: 'OPENID_CONNECT';
      /** The `iss` of its tokens, and where its configuration is. */
      issuer: string;
      /** A regular expression for `aud` or `azp`. */
      clientId?: string;
      /** How long after `iat` a token is good, in milliseconds; 0: no matter. */
      iatTtlMs: number;
      /** How long after `auth_time` a token is good, in milliseconds; 0: no matter. */
      authTtlMs: number;
    }
  | {
      mode: 'AWS_LAMBDA';
      /** The ARN of the Lambda function. */
      authorizerUri: string;
      /** How long its answer is good, in seconds. */
      resultTtlSeconds: number;
      /** What a token must match before the function is asked. */
      identityValidationExpression?: string;
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
