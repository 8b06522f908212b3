import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { InvokeFunction } from './authorizer-answers.ts';

/**
 * Invokes Lambda authorizers at an endpoint of Lambda's API, with AppSync's own credentials, so that the functions' policies decide
 * whether it may. A function that fails rejects with its own message.
 */
export function createInvokeFunction(options: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}): { invokeFunction: InvokeFunction; close(): Promise<void> } {
  // One try: a caller is waiting, and may try again.
  const client = new LambdaClient({ ...options, maxAttempts: 1 });
  return {
    async invokeFunction(FunctionName, Payload, abortSignal) {
      const command = new InvokeCommand({ FunctionName, Payload });
      const { FunctionError: failure, Payload: answer } = await client.send(command, { abortSignal });
      const text = Buffer.from(answer ?? []).toString('utf8');
      if (failure !== undefined) throw new Error(`${failure}: ${text}`);
      return text;
    },
    close() {
      client.destroy();
      return Promise.resolve();
    },
  };
}
