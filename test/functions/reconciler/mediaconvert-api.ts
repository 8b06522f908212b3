import { createServer } from 'node:http';
import type { SnapshotJob } from '../../../schema/events/job-snapshot.ts';
import { listen } from '../../embedded/listen.ts';

/** A job as it is on the wire. */
export type WireJob = SnapshotJob & { id: string; settings?: object; role?: string };

type Reply = { status: number; headers?: Record<string, string>; body: object };

/** The part of MediaConvert's API that the reconciler speaks to. */
export type MediaConvertApi = {
  url: string;
  jobs: Map<string, WireJob>;
  /** The path and the query of each request, in the order of their arrival. */
  received: string[];
  /** Answers in place of the jobs, if it answers; `NONE` never answers. It may take its time. */
  answer: (target: string) => Promise<Reply | 'NONE' | undefined> | Reply | 'NONE' | undefined;
  close: () => Promise<void>;
};

/** An answer that tells of an error, as MediaConvert words it. */
export function errorReply(status: number, name: string): Reply {
  return { status, headers: { 'x-amzn-errortype': name }, body: { message: `This is ${name}` } };
}

/**
 * Starts one on a free port. It knows no jobs.
 *
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs.html
 */
export async function startMediaConvertApi(): Promise<MediaConvertApi> {
  const server = createServer((request, response) => {
    const target = request.url ?? '';
    api.received.push(target);
    void Promise.resolve(api.answer(target)).then((reply) => {
      if (reply === 'NONE') return;
      const { status, headers = {}, body } = reply ?? replyTo(new URL(target, api.url), api.jobs);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    });
  });
  const { url, close } = await listen(server);
  const api: MediaConvertApi = { url, jobs: new Map(), received: [], answer: () => undefined, close };
  return api;
}

function replyTo({ pathname, searchParams }: URL, jobs: Map<string, WireJob>): Reply {
  const id = /^\/2017-08-29\/jobs\/([^/]+)$/.exec(pathname)?.[1];
  if (id !== undefined) {
    const job = jobs.get(decodeURIComponent(id));
    return job === undefined ? errorReply(404, 'NotFoundException') : { status: 200, body: { job } };
  }
  const status = searchParams.get('status');
  const listed = [...jobs.values()]
    .filter((job) => job.status === status)
    .sort((a, b) => (a.createdAt ?? 0) - (b.createdAt ?? 0));
  if (searchParams.get('order') !== 'ASCENDING') listed.reverse();
  const start = Number(searchParams.get('nextToken') ?? 0);
  const end = start + Number(searchParams.get('maxResults'));
  return {
    status: 200,
    body: { jobs: listed.slice(start, end), ...(end < listed.length ? { nextToken: String(end) } : {}) },
  };
}
