import { readFile } from 'node:fs/promises';
import {
  CreateJobCommand,
  type CreateJobCommandInput,
  GetJobCommand,
  type Job,
  MediaConvertClient,
} from '@aws-sdk/client-mediaconvert';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { EventEnvelope } from '../../../local/eventbridge/envelope.ts';
import { putEvents } from '../../../local/eventbridge/put-events.ts';
import type { ServiceRoute } from '../../../local/gateway/service.ts';
import { startMediaConvert } from '../../../local/mediaconvert/start-media-convert.ts';
import { startS3 } from '../../../local/s3/start-s3.ts';
import { ACCOUNT, REGION, serveGateway, type ServedGateway } from '../gateway/serve-gateway.ts';

export const ROLE = `arn:aws:iam::${ACCOUNT}:role/MediaConvert`;
export const BUCKET = 'media';
/** 8 s of video at 25 frames a second. */
export const IDENT = `s3://${BUCKET}/ident.mp4`;

/** MediaConvert behind a gateway, with S3 and an event bus that records what it is sent. */
export type ServedMediaConvert = {
  gateway: ServedGateway;
  client: MediaConvertClient;
  s3: S3Client;
  log: string[];
  /** Every event so far. */
  events: EventEnvelope[];
  /** The statuses and calls of a job, in the order in which the bus got them. */
  namesOf(id: string): string[];
  /** Resolves once the events of a job have this one among them. */
  told(id: string, name: string): Promise<void>;
  /** Resolves to the first so many events that hold, once there are so many. */
  toldOf(holds: (event: EventEnvelope) => boolean, count: number): Promise<EventEnvelope[]>;
  /** The id of a job of `ident.mp4` with one file output, unless other settings are given. */
  createJob(input?: Partial<CreateJobCommandInput>): Promise<string>;
  getJob(id: string): Promise<Job>;
  close(): Promise<void>;
};

/** Serves it, with the demo's media in the bucket. */
export async function serveMediaConvert(speed: number): Promise<ServedMediaConvert> {
  const home = { region: REGION, accountId: ACCOUNT };
  const events: EventEnvelope[] = [];
  const log: string[] = [];
  const waiting = new Set<() => void>();
  const recording: ServiceRoute = {
    permissions: () => [],
    handle({ body }) {
      const outcome = putEvents(JSON.parse(body.toString()), home);
      if ('status' in outcome) throw new Error(outcome.message);
      events.push(...outcome.events);
      for (const look of waiting) look();
      const answer = JSON.stringify({ FailedEntryCount: 0, Entries: outcome.results });
      return Promise.resolve({ status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: answer });
    },
  };
  const backend = await startS3({ buckets: [], region: REGION });
  // The service speaks to the gateway that serves it, with keys that the gateway gives.
  const gateway = await serveGateway(() => ({
    s3: backend.route,
    events: recording,
    mediaconvert: {
      operation: (...request) => service.route.operation?.(...request),
      permissions: (request) => service.route.permissions(request),
      handle: (request) => service.route.handle(request),
    },
  }));
  const service = startMediaConvert({
    endpoint: gateway.url,
    ...home,
    credentials: gateway.admin,
    speed,
    log: (line) => log.push(line),
  });
  const client = new MediaConvertClient(gateway.client(gateway.admin));
  const s3 = new S3Client({ ...gateway.client(gateway.admin), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
  for (const Key of ['ident.mp4', 'harbour.mp4', 'night-train.mov', 'screen.webm']) {
    const Body = await readFile(new URL(`../../../local/mediaconvert/media/${Key}`, import.meta.url));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));
  }

  const toldOf: ServedMediaConvert['toldOf'] = (holds, count) =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = events.filter(holds);
        if (found.length < count) return;
        waiting.delete(look);
        resolve(found.slice(0, count));
      };
      waiting.add(look);
      look();
    });
  const namesOf = (id: string): string[] => events.filter((event) => jobIdOf(event) === id).map(nameOf);
  return {
    gateway,
    client,
    s3,
    log,
    events,
    namesOf,
    told: async (id, name) => {
      await toldOf((event) => jobIdOf(event) === id && nameOf(event) === name, 1);
    },
    toldOf,
    async createJob(input = {}) {
      const { Job } = await client.send(new CreateJobCommand({ Role: ROLE, Settings: settings(IDENT), ...input }));
      return Job?.Id ?? '';
    },
    async getJob(id) {
      const { Job } = await client.send(new GetJobCommand({ Id: id }));
      if (Job === undefined) throw new Error('no job');
      return Job;
    },
    async close() {
      await service.close();
      client.destroy();
      s3.destroy();
      await gateway.close();
      await backend.close();
    },
  };
}

/** One file output of one input. */
export function settings(FileInput: string, input: object = {}): CreateJobCommandInput['Settings'] {
  return {
    Inputs: [{ FileInput, TimecodeSource: 'ZEROBASED', ...input }],
    OutputGroups: [
      {
        OutputGroupSettings: {
          Type: 'FILE_GROUP_SETTINGS',
          FileGroupSettings: { Destination: `s3://${BUCKET}/out/` },
        },
        Outputs: [{ ContainerSettings: { Container: 'MP4' }, VideoDescription: { Width: 640, Height: 360 } }],
      },
    ],
  };
}

/** `COMPLETE`, `CreateJob`. */
export function nameOf({ detail }: EventEnvelope): string {
  return String(detail['status'] ?? detail['eventName']);
}

/** The job that an event is about. */
export function jobIdOf({ detail }: EventEnvelope): string | undefined {
  const { jobId, requestParameters, responseElements } = detail as {
    jobId?: string;
    requestParameters?: { id?: string };
    responseElements?: { job?: { id: string } } | null;
  };
  return jobId ?? responseElements?.job?.id ?? requestParameters?.id;
}
