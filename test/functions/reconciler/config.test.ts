import { describe, expect, it } from 'vitest';
import { readConfig } from '../../../functions/reconciler/config.ts';

const ENVIRONMENT = {
  JOB_TABLE: 'jobs',
  JOB_STATUS_INDEX: 'status-createdAt-index',
  EVENT_QUEUE_URL: 'http://127.0.0.1/events',
  REQUESTS_PER_SECOND: '0.5',
  DISCOVER_SUBMITTED: 'true',
};

describe('the configuration', () => {
  it('is read from the environment', () => {
    expect(readConfig(ENVIRONMENT)).toEqual({
      jobTable: 'jobs',
      statusIndex: 'status-createdAt-index',
      eventQueueUrl: 'http://127.0.0.1/events',
      requestsPerSecond: 0.5,
      discoverSubmitted: true,
    });
  });

  it.each(Object.keys(ENVIRONMENT))('names the variable that is missing: `%s`', (name) => {
    expect(() => readConfig({ ...ENVIRONMENT, [name]: undefined })).toThrow(name);
  });

  it.each([
    ['REQUESTS_PER_SECOND', 'x'],
    ['REQUESTS_PER_SECOND', '0'],
    ['REQUESTS_PER_SECOND', '-1'],
    ['REQUESTS_PER_SECOND', 'Infinity'],
    ['DISCOVER_SUBMITTED', 'yes'],
  ])('names the variable that is wrong: `%s` %s', (name, value) => {
    expect(() => readConfig({ ...ENVIRONMENT, [name]: value })).toThrow(`${name} is ${value}`);
  });
});
