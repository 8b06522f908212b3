import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { invocationContext } from '../invocation-context.ts';
import { recordOutput } from '../record-output.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a line of the log', () => {
  it('is JSON, and tells service, invocation and trace beside what is logged', () => {
    vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'MediaConvertJobProgress/JobProgress');
    vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1');
    const { logger, lines } = recordOutput();
    logger.addContext(invocationContext());
    logger.warn('something is odd', { jobId: 'a"b\nc', eventIds: ['1', '2'] });

    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        level: 'WARN',
        message: 'something is odd',
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
        service: 'MediaConvertJobProgress/JobProgress',
        cold_start: expect.any(Boolean) as boolean,
        function_arn: 'arn:aws:lambda:eu-west-1:111122223333:function:tested',
        function_memory_size: '512',
        function_name: 'tested',
        function_request_id: '5b9d2f6c-0d2e-4c5e-8f0a-2f1d6c7b8a90',
        sampling_rate: 0,
        xray_trace_id: '1-67891233-abcdef012345678912345678',
        jobId: 'a"b\nc',
        eventIds: ['1', '2'],
      },
    ]);
  });

  it.each(['a\nb', 'a\r\n{"level":"ERROR"}', '\u2028\u0000\ud800'])(
    'stays one line, whatever users write: %j',
    (text) => {
      const { logger, lines } = recordOutput();
      logger.error(text, { jobId: text, error: new Error(text) });

      expect(lines).toHaveLength(1);
      expect(lines[0]).not.toMatch(/[\r\n]/);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: text, jobId: text, error: { message: text } });
    },
  );

  it.each(['\u009b31m', '\u007f', '\u202egnp.exe', '\u2066\u061c'])(
    'commands no terminal, and turns no text round: %j',
    (text) => {
      const { logger, lines } = recordOutput();
      logger.error(text, { jobId: text, error: new Error(text) });

      expect(lines.join('')).not.toMatch(/[\u007f-\u009f\u061c\u202a-\u202e\u2066-\u2069]/);
    },
  );

  it.each([
    ['INFO', ['INFO', 'WARN', 'ERROR']],
    ['WARN', ['WARN', 'ERROR']],
    ['DEBUG', ['DEBUG', 'INFO', 'WARN', 'ERROR']],
  ])('is written from the level on that Lambda says: %s', (level, levels) => {
    vi.stubEnv('AWS_LAMBDA_LOG_LEVEL', level);
    const { logger, logged } = recordOutput();
    for (const write of ['debug', 'info', 'warn', 'error'] as const) logger[write]('x');

    expect(logged().map((line) => line['level'])).toEqual(levels);
  });
});

describe('an error in the log', () => {
  it('has name, message and causes, and a stack where the code is mistaken', () => {
    const { logger, lines } = recordOutput();
    const cause = new TypeError('fetch failed', { cause: new RangeError('too far', { cause: 'no error' }) });
    logger.error('it failed', { error: new Error('HTTP', { cause }) });

    const stack = expect.stringContaining('create-logger.test.ts') as string;
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      error: {
        name: 'Error',
        message: 'HTTP',
        cause: { name: 'TypeError', message: 'fetch failed', stack, cause: { name: 'RangeError', message: 'too far' } },
      },
    });
    expect(JSON.parse(lines[0] ?? '')).not.toHaveProperty('error.stack');
  });

  it('that is its own cause ends', () => {
    const { logger, logged } = recordOutput();
    const error = new Error('round and round');
    error.cause = error;
    logger.error('it failed', { error });

    expect(logged()).toHaveLength(1);
  });

  it('of the AWS SDK tells nothing of requests, answers and items', () => {
    const { logger, logged } = recordOutput();
    const error = new ConditionalCheckFailedException({
      message: 'The conditional request failed',
      $metadata: { requestId: 'r' },
      Item: { userMetadata: { S: 'Ada Lovelace' } },
    });
    logger.error('it failed', { error });

    expect(logged()).toEqual([
      {
        level: 'ERROR',
        message: 'it failed',
        error: { name: 'ConditionalCheckFailedException', message: 'The conditional request failed' },
      },
    ]);
  });
});

describe('a URL in the log', () => {
  it.each([
    [
      'GET https://b.s3.amazonaws.com/a.mp4?X-Amz-Signature=s3cret&x=1 failed',
      'GET https://b.s3.amazonaws.com/a.mp4 failed',
    ],
    ['<http://user:s3cret@example.com:80/a>', '<http://example.com:80/a>'],
    ['HTTPS://s3cret@example.com', 'HTTPS://example.com'],
    ['"https://example.com/#s3cret", then', '"https://example.com/", then'],
    ['two: https://a/?s3cret https://b/?s3cret', 'two: https://a/ https://b/'],
    ['https://example.com/a@b and who? me@example.com', 'https://example.com/a@b and who? me@example.com'],
  ])('is told without what it may keep secret: %s', (text, told) => {
    const { logger, lines } = recordOutput();
    logger.error(text, { reason: text, nested: [{ text }], error: new Error(text, { cause: new Error(text) }) });

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: told, reason: told, nested: [{ text: told }] });
    expect(lines[0]).not.toContain('s3cret');
  });
});
