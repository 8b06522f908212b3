import { createServer, type RequestListener } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFaults } from '../../../local/faults/create-faults.ts';
import { faultyGraphql } from '../../../local/faults/faulty-graphql.ts';
import type { Fault } from '../../../local/faults/profiles.ts';
import { listen } from '../../embedded/listen.ts';

const faults = createFaults({ seed: 5 });
let carriedOut = 0;
const handle: RequestListener = (request, response) => {
  request.resume().on('end', () => {
    carriedOut += 1;
    response.end('{"data":{}}');
  });
};
const server = createServer(faultyGraphql(handle, faults));
let api: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  api = await listen(server);
});
afterAll(() => api.close());

it.each<[Fault, number | 'RESET', carriedOut: number]>([
  ['THROTTLE', 429, 0],
  ['FAIL', 503, 0],
  ['RESET', 'RESET', 0],
  ['LOSE_ANSWER', 'RESET', 1],
  ['SLOW', 200, 1],
  ['PARTIAL', 200, 1],
])('%s answers a query with %s', async (fault, outcome, times) => {
  faults.set({ rules: [{ fault, service: 'graphql', share: 1 }] });
  const before = carriedOut;
  const answered = await fetch(api.url, { method: 'POST', body: '{}' }).then(
    ({ status }) => status,
    () => 'RESET',
  );
  expect([answered, carriedOut - before]).toEqual([outcome, times]);
});

it('leaves alone what is no query', async () => {
  faults.set({ rules: [{ fault: 'FAIL', share: 1 }] });
  expect((await fetch(api.url)).status).toBe(200);
});
