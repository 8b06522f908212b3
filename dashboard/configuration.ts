import type { Asked } from './credential.ts';

/** What `/config.json` tells the page. */
export type Configuration = {
  graphqlUrl: string;
  realtimeUrl: string;
  /** Where GraphiQL is, if there is one. */
  graphiqlUrl?: string;
  authorization: PageAuthorization;
};

/** How the page may use the API: as its server gives it, or with what its user is asked for. */
export type PageAuthorization = GivenAuthorization | { ask: Asked };

/** A key, or an IAM principal. */
export type GivenAuthorization = { apiKey: string } | { region: string; accessKeyId: string; secretAccessKey: string };

/** Asks the page's own server. @throws Error when it does not answer, or answers something else */
export async function readConfiguration(): Promise<Configuration> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  if (!response.ok) throw new Error(`/config.json answered with status ${response.status}`);
  const configuration = (await response.json()) as Record<keyof Configuration, unknown>;
  const { graphqlUrl, realtimeUrl, authorization } = configuration;
  for (const [name, value] of Object.entries({ graphqlUrl, realtimeUrl })) {
    if (typeof value !== 'string') throw new Error(`/config.json has no ${name}`);
  }
  if (typeof authorization !== 'object') throw new Error('/config.json has no authorization');
  return configuration as Configuration;
}
