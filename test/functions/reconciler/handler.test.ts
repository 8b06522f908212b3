import { afterEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../../functions/reconciler/handler.ts';
import { contextOf } from './start-reconciler.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the handler', () => {
  it('names the environment variable that is missing', async () => {
    vi.stubEnv('JOB_TABLE', undefined);
    await expect(handler({}, contextOf(1000))).rejects.toThrow('JOB_TABLE');
  });
});
