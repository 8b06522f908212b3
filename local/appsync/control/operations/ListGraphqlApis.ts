import { answer, badRequest } from '../answers.ts';
import { graphqlApi } from '../graphql-api.ts';
import { listPage } from '../list-page.ts';
import type { Operation } from './operation.ts';

/** The one API, unless it is of another type, or of another account, than was asked for. AWS: https://docs.aws.amazon.com/appsync/latest/APIReference/API_ListGraphqlApis.html */
export const ListGraphqlApis: Operation = ({ url }, options) => {
  const apiType = url.searchParams.get('apiType') ?? 'GRAPHQL';
  const owner = url.searchParams.get('owner') ?? 'CURRENT_ACCOUNT';
  const here = apiType === 'GRAPHQL' && owner === 'CURRENT_ACCOUNT';
  const page = listPage(here ? [graphqlApi(options)] : [], url.searchParams);
  if (typeof page === 'string') return badRequest(page);
  const { items: graphqlApis, ...rest } = page;
  return answer({ graphqlApis, ...rest });
};
