import { afterEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../../functions/collector/handler.ts';
import { invocationContext } from '../invocation-context.ts';
import { batchOf } from './start-collector.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the handler', () => {
  it('names the environment variable that is missing', async () => {
    vi.stubEnv('EVENT_TABLE', undefined);
    await expect(handler(batchOf(), invocationContext())).rejects.toThrow('EVENT_TABLE');
  });
});
