import type { Assembly } from './assembly/assembly.ts';
import type { Outputs } from './outputs.ts';

/** Where a local stack is served, and by whom it may be used. */
type Served = Pick<Outputs, 'graphqlUrl' | 'realtimeUrl' | 'issuerUrl' | 'credentials'> & { gatewayUrl: string };

/** What outside programs need to know of a stack that is being served: read from the stack's own outputs. */
export function describeOutputs(assembly: Assembly, served: Served): Outputs {
  const { gatewayUrl, graphqlUrl, realtimeUrl, issuerUrl, credentials } = served;
  const {
    ApiKey: apiKey,
    AnalyzerFunctionName: analyzerFunction,
    ReconcilerFunctionName: reconcilerFunction,
    UserPoolId: userPoolId,
    UserPoolClientId: userPoolClientId,
  } = assembly.outputs;
  const output = (name: string): string => {
    const value = assembly.outputs[name];
    if (value === undefined) throw new Error(`the stack has no output '${name}'`);
    return value;
  };
  const streamName = (name: string): string | null => assembly.outputs[name]?.split(':stream/')[1] ?? null;
  return {
    region: assembly.region,
    accountId: assembly.accountId,
    graphqlUrl,
    realtimeUrl,
    apiId: output('ApiId'),
    ...(apiKey !== undefined && { apiKey }),
    dashboardUrl: new URL('/', graphqlUrl).href,
    graphiqlUrl: new URL('/graphiql', graphqlUrl).href,
    ...(issuerUrl !== undefined && { issuerUrl }),
    endpoints: {
      eventbridge: gatewayUrl,
      dynamodb: gatewayUrl,
      kinesis: gatewayUrl,
      sqs: gatewayUrl,
      s3: gatewayUrl,
      lambda: gatewayUrl,
      mediaconvert: gatewayUrl,
      appsync: gatewayUrl,
    },
    resources: {
      jobTable: output('JobTable'),
      jobDetailTable: output('JobDetailTable'),
      jobTagTable: output('JobTagTable'),
      eventTable: output('EventTable'),
      eventStream: streamName('EventStreamARN'),
      jobStream: streamName('JobStreamARN'),
      metricStream: streamName('MetricStreamARN'),
      eventQueueUrl: output('EventQueueUrl'),
      deadLetterQueueUrl: output('DeadLetterQueueUrl'),
      analysisQueueUrl: output('AnalysisQueueUrl'),
      analysisDeadLetterQueueUrl: output('AnalysisDeadLetterQueueUrl'),
      undeliveredEventQueueUrl: output('UndeliveredEventQueueUrl'),
      ...(analyzerFunction !== undefined && { analyzerFunction }),
      ...(reconcilerFunction !== undefined && { reconcilerFunction }),
      ...(userPoolId !== undefined && { userPoolId }),
      ...(userPoolClientId !== undefined && { userPoolClientId }),
    },
    credentials,
  };
}
