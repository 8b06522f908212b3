import { answer, badRequest } from '../answers.ts';
import { listPage } from '../list-page.ts';
import type { Operation } from './operation.ts';

const HOUR_S = 60 * 60;
/** AWS: "API keys are deleted automatically 60 days after they expire." */
const KEPT_AFTER_EXPIRY_S = 60 * 24 * HOUR_S;

/** The keys that may be used; a key's id is the key itself. AWS: https://docs.aws.amazon.com/appsync/latest/APIReference/API_ListApiKeys.html */
export const ListApiKeys: Operation = ({ url }, { api }) => {
  const page = listPage(api.apiKeys, url.searchParams);
  if (typeof page === 'string') return badRequest(page);
  const { items, ...rest } = page;
  const apiKeys = items.map(({ key, expires }) => {
    // AWS: API_ApiKey, "rounded down to the nearest hour".
    const hour = Math.floor(expires / HOUR_S) * HOUR_S;
    return { id: key, expires: hour, deletes: hour + KEPT_AFTER_EXPIRY_S };
  });
  return answer({ apiKeys, ...rest });
};
