import { apiKey } from '../authorization.ts';
import { createClient, type JobProgressClient } from '../create-client.ts';
import type { WordsByLanguage } from './words.ts';

/** What holds for all elements of the page. */
export type ElementConfiguration = {
  /** Watches the jobs of elements that name neither an endpoint nor a client of their own. */
  client?: JobProgressClient;
  /** What the elements say in other languages than English. */
  words?: WordsByLanguage;
};

/** An endpoint and an API key, as an element names them. */
export type NamedEndpoint = { graphqlUrl: string; realtimeUrl: string | null; key: string };

const named = new Map<string, JobProgressClient>();
const listeners = new Set<() => void>();
let configuration: ElementConfiguration = {};

/** Configures all elements of the page, those that are there already included. What is left out stays as it is. */
export function configure(changes: ElementConfiguration): void {
  configuration = { ...configuration, ...changes };
  for (const listener of [...listeners]) listener();
}

/** What elements are configured with. */
export function configured(): ElementConfiguration {
  return configuration;
}

/** Hears of each `configure`, until the returned function is called. */
export function onConfigured(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The one client of an endpoint and key: its elements share a connection. */
export function clientOf({ graphqlUrl, realtimeUrl, key }: NamedEndpoint): JobProgressClient {
  const name = JSON.stringify([graphqlUrl, realtimeUrl, key]);
  let client = named.get(name);
  if (client === undefined) {
    client = createClient({ graphqlUrl, ...(realtimeUrl !== null && { realtimeUrl }) }, apiKey(key));
    named.set(name, client);
  }
  return client;
}
