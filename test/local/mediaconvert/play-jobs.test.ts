import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { putEvents } from '../../../local/eventbridge/put-events.ts';
import { playJobs } from '../../../local/mediaconvert/play-jobs.ts';
import { listen, type Listening } from '../../embedded/listen.ts';

const home = { region: 'us-east-1', accountId: '000000000000' };
let server: Listening;
let statuses: Map<string, string[]>;
/** Called after each event. */
let onEvent: () => void;
let refuse: boolean;

beforeEach(async () => {
  statuses = new Map();
  onEvent = () => undefined;
  refuse = false;
  // The part of EventBridge that the workload speaks to, on a real socket.
  const answering = createServer((request, response) => {
    void request.toArray().then((chunks: Buffer[]) => {
      const outcome = putEvents(JSON.parse(Buffer.concat(chunks).toString()), home);
      if (refuse || 'status' in outcome) {
        response.writeHead(400).end('{"__type":"AccessDeniedException","message":"no"}');
        return;
      }
      for (const { detail } of outcome.events) {
        const name = String(detail['status'] ?? detail['eventName']);
        const job = detail as {
          jobId?: string;
          responseElements?: { job?: { id: string } };
          requestParameters?: { id: string };
        };
        const id = job.jobId ?? job.responseElements?.job?.id ?? job.requestParameters?.id ?? '';
        statuses.set(id, [...(statuses.get(id) ?? []), name]);
        onEvent();
      }
      response.end(JSON.stringify({ FailedEntryCount: 0, Entries: outcome.results }));
    });
  });
  server = await listen(answering);
});

afterEach(() => server.close());

describe('playJobs', () => {
  it('sends whole jobs in order until it is told to stop', async () => {
    const stopping = new AbortController();
    onEvent = () => {
      if ([...statuses.values()].some((names) => names.includes('COMPLETE'))) stopping.abort();
    };
    await play(stopping.signal);
    for (const names of statuses.values()) {
      expect(names[0]).toBe('CreateJob');
      expect(names.slice(0, -1)).not.toContain('COMPLETE');
    }
  });

  it('stops at once', async () => {
    const stopping = new AbortController();
    onEvent = () => stopping.abort();
    await play(stopping.signal);
    expect([...statuses.values()].flat()).toEqual(['CreateJob']);
  });

  it('rejects when the bus takes no more events', async () => {
    refuse = true;
    await expect(play(new AbortController().signal)).rejects.toThrow('no');
  });
});

function play(signal: AbortSignal): Promise<void> {
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
  return playJobs({ endpoint: server.url, ...home, credentials, speed: 40, signal, seed: 1 });
}
