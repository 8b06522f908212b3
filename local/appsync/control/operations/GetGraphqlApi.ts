import { answer } from '../answers.ts';
import { graphqlApi } from '../graphql-api.ts';
import type { Operation } from './operation.ts';

/** AWS: https://docs.aws.amazon.com/appsync/latest/APIReference/API_GetGraphqlApi.html */
export const GetGraphqlApi: Operation = (_request, options) => answer({ graphqlApi: graphqlApi(options) });
