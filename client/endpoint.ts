/** Where an AppSync API is reached. */
export type Endpoint = {
  /** `https://….appsync-api.REGION.amazonaws.com/graphql`, a custom domain's URL, or a local one. */
  graphqlUrl: string;
  /** The WebSocket's URL. @default what `realtimeUrlOf(graphqlUrl)` gives */
  realtimeUrl?: string;
};

const APPSYNC_HOST = /^(\w{26})\.appsync-api\.([a-z0-9-]+\.amazonaws\.com(?:\.cn)?)$/;

/**
 * The WebSocket's URL of an API: AppSync's own domain has a host beside it, every other domain appends `/realtime` to
 * the path. `https` becomes `wss`, `http` becomes `ws`.
 */
export function realtimeUrlOf(graphqlUrl: string): string {
  const url = new URL(graphqlUrl);
  url.protocol = url.protocol === 'http:' ? 'ws:' : 'wss:';
  const [, id, domain] = APPSYNC_HOST.exec(url.hostname) ?? [];
  if (id !== undefined && domain !== undefined) url.hostname = `${id}.appsync-realtime-api.${domain}`;
  else url.pathname = `${url.pathname}/realtime`;
  return url.href;
}
