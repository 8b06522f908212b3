import { expect, it } from 'vitest';
import type { Figures } from './figures.ts';
import { leaks } from './leaks.ts';

const BEFORE: Figures = {
  heapBytes: 20_000_000,
  rssBytes: 100_000_000,
  handles: 5,
  webSockets: 0,
  sockets: 4,
  timers: 6,
  maps: 200,
  sets: 100,
};

it.each<[name: string, after: Partial<Figures>, found: string[]]>([
  ['nothing more', {}, []],
  ['what comes and goes in Node itself', { handles: 7, sockets: 7, timers: 9, maps: 201, sets: 101 }, []],
  ['a heap that grew by 5 %', { heapBytes: 21_000_000, rssBytes: 200_000_000 }, []],
])('%s is no leak', (_name, after, found) => {
  expect(leaks(BEFORE, { ...BEFORE, ...after })).toEqual(found);
});

it.each<[name: string, after: Partial<Figures>, found: string]>([
  ['a WebSocket', { webSockets: 1 }, 'webSockets: 1'],
  ['a socket a stage and more', { sockets: 8 }, 'sockets: 4, then 8'],
  ['timers', { timers: 10 }, 'timers: 6, then 10'],
  ['groups of subscriptions', { maps: 202 }, 'maps: 200, then 202'],
  ['memory', { heapBytes: 21_000_001 }, 'heapBytes: 20000000, then 21000001'],
])('%s is told', (_name, after, found) => {
  expect(leaks(BEFORE, { ...BEFORE, ...after })).toEqual([found]);
});
