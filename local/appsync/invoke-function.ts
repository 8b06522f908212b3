import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Credentials } from '../iam/principal.ts';

/** Invokes a Lambda function, and gives what it returns, as JSON text. Rejects when it may not, fails, or the signal ends it. */
export type InvokeFunction = (functionArn: string, payload: string, signal?: AbortSignal) => Promise<string>;

/** Invokes functions at an endpoint of Lambda's API, with these credentials: whoever's they are must be allowed to. */
export function createInvokeFunction(options: { endpoint: string; region: string; credentials: Credentials }): {
  invokeFunction: InvokeFunction;
  close(): void;
} {
  // One try: a caller is waiting, and may try again.
  const client = new LambdaClient({ ...options, maxAttempts: 1 });
  return {
    async invokeFunction(FunctionName, Payload, abortSignal) {
      const command = new InvokeCommand({ FunctionName, Payload });
      const { FunctionError: failure, Payload: answer } = await client.send(command, abortSignal && { abortSignal });
      const text = Buffer.from(answer ?? []).toString('utf8');
      if (failure !== undefined) throw new Error(`${failure}: ${text}`);
      return text;
    },
    close: () => client.destroy(),
  };
}
