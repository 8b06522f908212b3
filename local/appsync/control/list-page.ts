/** AWS: https://docs.aws.amazon.com/appsync/latest/APIReference/API_ListApiKeys.html, `maxResults` */
const MAX_RESULTS = 25;

/** A part of a list; `nextToken` is there when there is more. */
export type Page<Item> = { items: Item[]; nextToken?: string };

/** The page that a query asks for with `maxResults` and `nextToken`; a string when it makes no sense: the reason. */
export function listPage<Item>(items: readonly Item[], query: URLSearchParams): Page<Item> | string {
  const asked = query.get('maxResults') ?? String(MAX_RESULTS);
  // UNSURE: AWS takes 0, and does not say for what; here it is the same as leaving it out.
  const size = Number(asked) || MAX_RESULTS;
  if (!/^\d+$/.test(asked) || size > MAX_RESULTS) {
    return `Value '${asked}' at 'maxResults' failed to satisfy constraint: Member must be between 0 and ${MAX_RESULTS}`;
  }
  const token = query.get('nextToken');
  const position = token === null ? '0' : Buffer.from(token, 'base64url').toString();
  if (!/^\d+$/.test(position)) return `Invalid nextToken: '${token ?? ''}'`;
  const start = Number(position);
  const end = start + size;
  const page = { items: items.slice(start, end) };
  return end < items.length ? { ...page, nextToken: Buffer.from(String(end)).toString('base64url') } : page;
}
