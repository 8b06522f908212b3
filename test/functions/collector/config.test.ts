import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../functions/collector/config.ts';

const ENVIRONMENT = {
  EVENT_TABLE: 'events',
  JOB_TABLE: 'jobs',
  JOB_DETAIL_TABLE: 'details',
  JOB_TAG_TABLE: 'tags',
  GRAPHQL_URL: 'http://127.0.0.1/graphql',
  EVENT_QUEUE_URL: 'http://127.0.0.1/events',
  RETRY_DELAY_SECONDS: '10',
  DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1/queue',
  EVENT_TABLE_TTL_DAYS: '2',
  JOB_TABLE_TTL_DAYS: '0.5',
};

describe('the configuration', () => {
  it('is read from the environment; streams are off where they have no names, tenancy where there is no key', () => {
    expect(readConfig({ ...ENVIRONMENT, EVENT_STREAM: '', JOB_STREAM: 'states' })).toEqual({
      eventTable: 'events',
      jobTable: 'jobs',
      jobDetailTable: 'details',
      jobTagTable: 'tags',
      eventStream: undefined,
      jobStream: 'states',
      metricStream: undefined,
      tenantMetadataKey: undefined,
      graphqlUrl: 'http://127.0.0.1/graphql',
      eventQueueUrl: 'http://127.0.0.1/events',
      retryDelaySeconds: 10,
      deadLetterQueueUrl: 'http://127.0.0.1/queue',
      eventKeepSeconds: 172_800,
      jobKeepSeconds: 43_200,
    });
  });

  it('has the key of the user metadata that name a tenant', () => {
    expect(readConfig({ ...ENVIRONMENT, TENANT_METADATA_KEY: 'tenant' })).toMatchObject({
      tenantMetadataKey: 'tenant',
    });
  });

  it.each(Object.keys(ENVIRONMENT))('names the variable that is missing: `%s`', (name) => {
    expect(() => readConfig({ ...ENVIRONMENT, [name]: undefined })).toThrow(name);
  });

  it.each(['x', '0', '-1', 'Infinity'])('names the variable that is no number of days: %s', (value) => {
    expect(() => readConfig({ ...ENVIRONMENT, JOB_TABLE_TTL_DAYS: value })).toThrow('JOB_TABLE_TTL_DAYS');
  });
});
