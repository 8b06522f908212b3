/** What `/config.json` tells the page. */
export type Configuration = { graphqlUrl: string; realtimeUrl: string; apiKey: string; graphiqlUrl: string };

/** Asks the page's own server. @throws Error when it does not answer, or answers something else */
export async function readConfiguration(): Promise<Configuration> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`/config.json answered with status ${response.status}`);
  const configuration = (await response.json()) as Record<keyof Configuration, unknown>;
  const { graphqlUrl, realtimeUrl, apiKey, graphiqlUrl } = configuration;
  for (const [name, value] of Object.entries({ graphqlUrl, realtimeUrl, apiKey, graphiqlUrl })) {
    if (typeof value !== 'string') throw new Error(`/config.json has no ${name}`);
  }
  return configuration as Configuration;
}
