import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PUBLISH_JOB_PROGRESS } from '../../functions/collector/publish/publish-job-progress.ts';
import type { JobProgressInput } from '../../schema/generated/graphql.ts';
import { startResolvers, type Resolvers } from './start-resolvers.ts';
import { minute, queueArn } from './stored-items.ts';

let resolvers: Resolvers;
beforeAll(async () => {
  resolvers = await startResolvers();
});
afterAll(async () => await resolvers.close());

const INPUT: JobProgressInput = {
  jobId: 'a',
  version: 3,
  status: 'PROGRESSING',
  createdAt: minute(0),
  account: '000000000000',
  region: 'us-east-1',
  queue: queueArn('Default'),
  queueName: 'Default',
  userMetadata: [{ key: 'a=b', value: 'c' }],
  tags: ['a%3Db=c'],
  eventTimes: { createTime: minute(0) },
  progressMetrics: { percentJobComplete: 12.5, percentSource: 'SERVICE', phaseDurations: { probing: 1 } },
  stalled: false,
  missing: false,
  updatedAt: minute(1),
};

describe('Mutation.publishJobProgress', () => {
  it('gives back what was published, and null for what was not', async () => {
    const { data, errors } = await resolvers.run(PUBLISH_JOB_PROGRESS, { input: INPUT });
    expect(errors).toBeUndefined();
    expect(data?.['publishJobProgress']).toMatchObject({ ...INPUT, error: null });
    expect(data).toMatchObject({
      publishJobProgress: {
        eventTimes: { createTime: minute(0), completeTime: null },
        progressMetrics: { currentPhase: null, phaseDurations: { probing: 1, uploading: null } },
      },
    });
  });
});
