import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** Invokes a function with each of the bodies, in order, as EventBridge does: without waiting for it. Rejects when Lambda refuses. */
export async function invokeFunction(
  client: LambdaClient,
  functionArn: string,
  bodies: readonly string[],
): Promise<void> {
  for (const Payload of bodies) {
    await client.send(new InvokeCommand({ FunctionName: functionArn, InvocationType: 'Event', Payload }));
  }
}
