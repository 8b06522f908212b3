import { Socket } from 'node:net';
import { queryObjects } from 'node:v8';
import { WebSocket } from 'ws';

/** What a process holds, after its garbage has been collected. */
export type Figures = {
  heapBytes: number;
  rssBytes: number;
  /** Whatever keeps the process alive: open sockets, running timers, requests. */
  handles: number;
  /** Objects that are still reachable, whether open or not. */
  webSockets: number;
  sockets: number;
  timers: number;
  /** Groups of subscriptions, entries of connections and all else that is kept by key. */
  maps: number;
  sets: number;
};

/** The figures of this process, which must have been started with `--expose-gc`. */
export function figures(): Figures {
  if (globalThis.gc === undefined) throw new Error('start with --expose-gc');
  globalThis.gc();
  const timer = setTimeout(() => undefined, 0);
  const Timeout = timer.constructor;
  clearTimeout(timer);
  const count = (constructor: object): number => queryObjects(constructor as typeof Map, { format: 'count' });
  const counts = {
    webSockets: count(WebSocket),
    sockets: count(Socket),
    timers: count(Timeout),
    maps: count(Map),
    sets: count(Set),
  };
  const { heapUsed, rss } = process.memoryUsage();
  return { heapBytes: heapUsed, rssBytes: rss, handles: process.getActiveResourcesInfo().length, ...counts };
}
