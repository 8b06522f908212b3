import { join } from 'node:path';
import { CfnOutput, Duration, Expiration, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AuthorizationType,
  Code as ResolverCode,
  Definition,
  FunctionRuntime,
  GraphqlApi,
  IntrospectionConfig,
  NoneDataSource,
} from 'aws-cdk-lib/aws-appsync';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { API_KEY_DAYS, realtimeUrlOf } from '../stack.ts';
import { CLOSED_RESOLVERS } from './resolvers.ts';

/** The stack's name, and its key in the file that `cdk deploy --outputs-file` writes. */
export const CLOSED_STACK = 'AppSyncConformanceClosed';

/** The API of the cases that the first one cannot have: introspection is off, and its default mode is a Lambda authorizer. */
export class ClosedConformanceStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const handler = new Function(this, 'Authorizer', {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(join(import.meta.dirname, 'authorizer')),
    });
    const api = new GraphqlApi(this, 'Api', {
      name: CLOSED_STACK,
      definition: Definition.fromFile(join(import.meta.dirname, 'schema.graphql')),
      introspectionConfig: IntrospectionConfig.DISABLED,
      authorizationConfig: {
        defaultAuthorization: {
          authorizationType: AuthorizationType.LAMBDA,
          lambdaAuthorizerConfig: { handler, resultsCacheTtl: Duration.seconds(0) },
        },
        additionalAuthorizationModes: [
          {
            authorizationType: AuthorizationType.API_KEY,
            apiKeyConfig: { expires: Expiration.after(Duration.days(API_KEY_DAYS)) },
          },
        ],
      },
    });
    const none = new NoneDataSource(this, 'None', { api, name: 'None' });
    for (const { typeName, fieldName, code } of CLOSED_RESOLVERS) {
      none.createResolver(`${typeName}.${fieldName}`, {
        typeName,
        fieldName,
        runtime: FunctionRuntime.JS_1_0_0,
        code: ResolverCode.fromInline(code),
      });
    }
    const output = (name: string, value: string): CfnOutput => new CfnOutput(this, name, { value });
    output('GraphQLUrl', api.graphqlUrl);
    output('RealtimeUrl', realtimeUrlOf(api));
    output('ApiKey', api.apiKey ?? '');
    output('Region', this.region);
  }
}
