import { afterEach, describe, expect, it, vi } from 'vitest';
import { handler } from '../../../functions/reconciler/handler.ts';
import { invocationContext } from '../invocation-context.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the handler', () => {
  it('names the environment variable that is missing', async () => {
    vi.stubEnv('JOB_TABLE', undefined);
    await expect(handler({}, invocationContext())).rejects.toThrow('JOB_TABLE');
  });
});
