const MAX_RESULTS = 20;

/** A part of a list; `nextToken` is there when there is more. A string when the query makes no sense: the reason. */
export type Page<Item> = { items: Item[]; nextToken?: string };

/**
 * The page that a query asks for with `maxResults`, `order` and `nextToken`. `keyOf` is what the list is sorted by: it
 * is unique and never changes, so that what comes between two pages moves nothing.
 */
export function listPage<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  options: { keyOf(item: Item): number; order: 'ASCENDING' | 'DESCENDING' },
): Page<Item> | string {
  const { keyOf } = options;
  const order = query.get('order') ?? options.order;
  if (order !== 'ASCENDING' && order !== 'DESCENDING') return `order must be ASCENDING or DESCENDING, not '${order}'`;
  const maxResults = Number(query.get('maxResults') ?? MAX_RESULTS);
  if (!Number.isInteger(maxResults) || maxResults < 1 || maxResults > MAX_RESULTS) {
    return `maxResults must be an integer from 1 to ${MAX_RESULTS}, not '${query.get('maxResults') ?? ''}'`;
  }
  const token = query.get('nextToken');
  const after = token === null ? null : Number(Buffer.from(token, 'base64url').toString());
  if (after !== null && (token === '' || !Number.isInteger(after))) return `nextToken is not valid: '${token ?? ''}'`;

  const direction = order === 'ASCENDING' ? 1 : -1;
  const rest = items
    .filter((item) => after === null || direction * (keyOf(item) - after) > 0)
    .sort((one, other) => direction * (keyOf(one) - keyOf(other)));
  const page = rest.slice(0, maxResults);
  const last = page.at(-1);
  return rest.length > page.length && last !== undefined
    ? { items: page, nextToken: Buffer.from(String(keyOf(last))).toString('base64url') }
    : { items: page };
}
