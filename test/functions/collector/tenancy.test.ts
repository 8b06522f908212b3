import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleWith } from './samples.ts';
import {
  batchOf,
  startCollector,
  startSurroundings,
  type Surroundings,
  type TestedCollector,
} from './start-collector.ts';

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await startSurroundings();
});
afterAll(() => surroundings.close());

const T = 1_671_477_617_078;
const jobId = `${T}-2886ye`;
const queue = (name: string): string => `arn:aws:mediaconvert:us-west-2:111122223333:queues/${name}`;
const event = (detail: Record<string, unknown>, status = 'STATUS_UPDATE'): string =>
  sampleWith(status, { jobId, queue: queue('A'), ...detail });

async function tagsOf({ rows }: TestedCollector): Promise<string[]> {
  return (await rows('jobTagTable')).map(({ tag }) => String(tag)).sort();
}

const publishedTenants = (): unknown[] =>
  surroundings.graphql.received.map(({ input }) => ('tenant' in input ? input.tenant : 'none'));

const OF_ACME = ['tenant:tenant=acme|queue:A', 'tenant:tenant=acme|userMetadata:tenant=acme'];
const OF_ALL = ['queue:A', 'userMetadata:tenant=acme'];

describe('with tenancy, the collector', () => {
  it('finds a job by its tags, and by each of them once more within its tenant, and publishes the tenant', async () => {
    const collector = await startCollector(surroundings, { tenantMetadataKey: 'tenant' });
    await collector.collect(batchOf(event({ userMetadata: { tenant: 'acme' } })));
    expect(await tagsOf(collector)).toEqual([...OF_ALL, ...OF_ACME].sort());
    expect(publishedTenants()).toEqual(['acme']);
  });

  it('writes them once a job, not with every update', async () => {
    const collector = await startCollector(surroundings, { tenantMetadataKey: 'tenant' });
    await collector.collect(batchOf(event({ userMetadata: { tenant: 'acme' } })));
    const before = await collector.rows('jobTagTable');
    collector.clock.now += 60_000;
    const timestamp = 1671477681737 + 60_000;
    await collector.collect(batchOf(event({ userMetadata: { tenant: 'acme' }, timestamp })));
    expect(await collector.rows('jobTagTable')).toEqual(before);
    expect(publishedTenants()).toEqual(['acme', 'acme']);
  });

  it.each([
    ['no user metadata', {}],
    ['an empty value', { userMetadata: { tenant: '' } }],
    ['another key', { userMetadata: { tenants: 'acme', Tenant: 'acme', '': 'acme' } }],
    ['a value that is no text', { userMetadata: { tenant: 7 } }],
  ])('gives a job no tenant of %s', async (_, detail) => {
    const collector = await startCollector(surroundings, { tenantMetadataKey: 'tenant' });
    await collector.collect(batchOf(event(detail)));
    expect((await tagsOf(collector)).filter((tag) => tag.startsWith('tenant:'))).toEqual([]);
    expect(publishedTenants()).toEqual(['none']);
  });

  it('gives a job its tenant as soon as an event tells it', async () => {
    const collector = await startCollector(surroundings, { tenantMetadataKey: 'tenant' });
    await collector.collect(batchOf(event({})));
    expect(await tagsOf(collector)).toEqual(['queue:A']);
    await collector.collect(batchOf(event({ userMetadata: { tenant: 'acme' } }, 'PROGRESSING')));
    expect(await tagsOf(collector)).toEqual([...OF_ALL, ...OF_ACME].sort());
    expect(publishedTenants()).toEqual(['none', 'acme']);
  });

  it('takes a job away from its tenant when the user metadata told last name another', async () => {
    const collector = await startCollector(surroundings, { tenantMetadataKey: 'tenant' });
    await collector.collect(batchOf(event({ userMetadata: { tenant: 'globex' }, timestamp: T })));
    await collector.collect(batchOf(event({ userMetadata: { tenant: 'acme' }, timestamp: T + 1 })));
    expect(await tagsOf(collector)).toEqual([...OF_ALL, ...OF_ACME].sort());
    expect(publishedTenants()).toEqual(['globex', 'acme']);
  });

  it('follows the job into another queue, within its tenant too', async () => {
    const collector = await startCollector(surroundings, { tenantMetadataKey: 'tenant' });
    await collector.collect(batchOf(event({ userMetadata: { tenant: 'acme' } })));
    await collector.collect(batchOf(event({ previousQueue: queue('A'), queue: queue('B') }, 'QUEUE_HOP')));
    expect(await tagsOf(collector)).toEqual(
      [...OF_ALL, ...OF_ACME].map((tag) => tag.replace('queue:A', 'queue:B')).sort(),
    );
  });

  it('deletes what an attempt that ended half-way left of the former queue, within its tenant too', async () => {
    const collector = await startCollector(surroundings, { tenantMetadataKey: 'tenant' });
    await collector.collect(batchOf(event({ userMetadata: { tenant: 'acme' } })));
    const before = await collector.rows('jobTagTable');
    const hop = event({ previousQueue: queue('A'), queue: queue('B') }, 'QUEUE_HOP');
    await collector.collect(batchOf(hop));
    const { client } = surroundings.dynamodb;
    const TableName = collector.config.jobTagTable;
    await Promise.all(
      before.map(async (row) => await client.send(new PutItemCommand({ TableName, Item: marshall(row) }))),
    );
    await collector.collect(batchOf(hop));
    expect((await tagsOf(collector)).filter((tag) => tag.endsWith('queue:A'))).toEqual([]);
  });

  it('writes a tag without the tenant when it is too long for a key only with it', async () => {
    const collector = await startCollector(surroundings, { tenantMetadataKey: 'tenant' });
    const long = '漢'.repeat(512);
    await collector.collect(
      batchOf(event({ userMetadata: { tenant: 'acme', title: long, ['漢'.repeat(180)]: long } })),
    );
    expect(await tagsOf(collector)).toEqual(
      [...OF_ALL, ...OF_ACME, `userMetadata:title=${long}`, `tenant:tenant=acme|userMetadata:title=${long}`].sort(),
    );
    const longTenant = await startCollector(surroundings, { tenantMetadataKey: 'tenant' });
    await longTenant.collect(batchOf(event({ userMetadata: { tenant: long, title: long } })));
    expect((await tagsOf(longTenant)).map((tag) => tag.replaceAll(long, 'long'))).toEqual([
      'queue:A',
      'tenant:tenant=long|queue:A',
      'userMetadata:tenant=long',
      'userMetadata:title=long',
    ]);
  });
});

describe('without tenancy, the collector', () => {
  it('writes no row more, and publishes no tenant', async () => {
    const collector = await startCollector(surroundings);
    await collector.collect(batchOf(event({ userMetadata: { tenant: 'acme', undefined: 'acme' } })));
    expect(await tagsOf(collector)).toEqual([...OF_ALL, 'userMetadata:undefined=acme']);
    expect(publishedTenants()).toEqual(['none']);
  });
});
