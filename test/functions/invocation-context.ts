import type { Context } from 'aws-lambda';

/** What Lambda tells a function of an invocation that has so much time left, but for the methods of old. */
export function invocationContext(remainingMs = 60_000): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'tested',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:tested',
    memoryLimitInMB: '512',
    awsRequestId: '5b9d2f6c-0d2e-4c5e-8f0a-2f1d6c7b8a90',
    logGroupName: '/aws/lambda/tested',
    logStreamName: '2026/11/23/[$LATEST]0',
    getRemainingTimeInMillis: () => remainingMs,
  } as Context;
}
