import { expect, it } from 'vitest';
import { readConfig } from '../../../functions/analyzer/config.ts';

const ENVIRONMENT = {
  JOB_DETAIL_TABLE: 'JobDetailTable',
  EVENT_QUEUE_URL: 'https://sqs.example/events',
  JOB_TABLE_TTL_DAYS: '0.5',
  MEDIA_BUCKETS: 'media, more-media',
  MAX_BYTES_PER_INPUT: '8388608',
  MAX_PARALLEL_INPUTS: '4',
};

it('the environment is the configuration', () => {
  expect(readConfig(ENVIRONMENT)).toEqual({
    jobDetailTable: 'JobDetailTable',
    eventQueueUrl: 'https://sqs.example/events',
    jobKeepSeconds: 43_200,
    mediaBuckets: ['media', 'more-media'],
    maxBytesPerInput: 8_388_608,
    maxParallelInputs: 4,
  });
});

it('an empty `MEDIA_BUCKETS` names no bucket', () => {
  expect(readConfig({ ...ENVIRONMENT, MEDIA_BUCKETS: '' }).mediaBuckets).toEqual([]);
});

it.each(['JOB_DETAIL_TABLE', 'EVENT_QUEUE_URL', 'JOB_TABLE_TTL_DAYS', 'MAX_BYTES_PER_INPUT', 'MAX_PARALLEL_INPUTS'])(
  'a missing `%s` is named',
  (name) => {
    expect(() => readConfig({ ...ENVIRONMENT, [name]: '' })).toThrow(`The environment variable ${name} is not set`);
  },
);

it.each(['0', '-1', 'many', 'Infinity'])('`MAX_PARALLEL_INPUTS` cannot be %s', (value) => {
  expect(() => readConfig({ ...ENVIRONMENT, MAX_PARALLEL_INPUTS: value })).toThrow(
    `The environment variable MAX_PARALLEL_INPUTS is ${value}: it must be a number above 0`,
  );
});
