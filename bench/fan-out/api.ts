import type { AppSyncApi } from '../../local/appsync/api.ts';

export const API_KEY = 'da2-abcdefghijklmnopqrstuvwxyz';

/** A mutation on a NONE data source, and a subscription to it. */
export const API: AppSyncApi = {
  apiId: 'bench',
  name: 'bench',
  arn: 'arn:aws:appsync:us-east-1:000000000000:apis/bench',
  schema: /* GraphQL */ `
    type Query {
      nothing: String
    }
    type Mutation {
      publish(jobId: ID!, status: String!, percent: Int!, text: String!): Update
    }
    type Subscription {
      onUpdate(jobId: ID!): Update @aws_subscribe(mutations: ["publish"])
    }
    type Update {
      jobId: ID!
      status: String!
      percent: Int!
      text: String!
    }
  `,
  providers: [{ mode: 'API_KEY' }],
  apiKeys: [{ key: API_KEY, expires: 4_000_000_000 }],
  environment: {},
  introspection: true,
  queryDepthLimit: 0,
  resolverCountLimit: 0,
  dataSources: [{ name: 'None', type: 'NONE' }],
  resolvers: [
    {
      typeName: 'Mutation',
      fieldName: 'publish',
      kind: 'UNIT',
      dataSource: 'None',
      code: `
        export function request(ctx) { return { payload: ctx.args }; }
        export function response(ctx) { return ctx.result; }`,
    },
  ],
  functions: [],
};

const FIELDS = 'jobId status percent text';

export const PUBLISH = `mutation Publish($jobId: ID!, $text: String!) {
  publish(jobId: $jobId, status: "PROGRESSING", percent: 42, text: $text) { ${FIELDS} }
}`;

export const SUBSCRIBE = `subscription OnUpdate($jobId: ID!) { onUpdate(jobId: $jobId) { ${FIELDS} } }`;
