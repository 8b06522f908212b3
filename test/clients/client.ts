/** What a client of AppSync is told: where the API is, and what to authorize with. */
export type Configuration = {
  endpoint: string;
  region: string;
  authorization:
    { apiKey: string } | { token: string } | { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
};

/** What a client shows for a query or mutation: its data, or the messages of its errors. */
export type Answer = { data: unknown } | { errors: string[] };

/** What a client shows of a subscription. `live` each time that AppSync has acknowledged it; `errors` ends it. */
export type SubscriptionEvent = { live: true } | { data: unknown } | { errors: string[] };

/**
 * A client of AppSync that somebody else has written, unmodified, behind what an application does with it. Runs in Node and in browsers,
 * with one subscription at most.
 */
export type Client = {
  execute(document: string): Promise<Answer>;
  /** Subscribes, until the returned function is called. */
  subscribe(document: string, report: (event: SubscriptionEvent) => void): () => void;
};

/** Makes a client. The modules `amplify.ts` and `apollo.ts` export one each. */
export type CreateClient = (configuration: Configuration) => Client;
