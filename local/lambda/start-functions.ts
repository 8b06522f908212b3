import { SQSClient } from '@aws-sdk/client-sqs';
import type { Assembly } from '../assembly/assembly.ts';
import type { Credentials } from '../iam/principal.ts';
import { createEnvironmentPool } from './environment-pool.ts';
import { type EventSourceMapping, readEventSourceMapping } from './event-source-mapping.ts';
import { createExecutionEnvironment } from './execution-environment.ts';
import { type FunctionConfig, readFunction } from './function-config.ts';
import { functionEnvironment } from './function-environment.ts';
import { pollQueue } from './poll-queue.ts';

/**
 * Runs the functions that queues feed, each from its synthesized asset, under the credentials of its role. Rejects with
 * one line when the stack asks for what cannot be served here.
 */
export async function startFunctions(options: {
  assembly: Assembly;
  gatewayUrl: string;
  credentialsFor(roleArn: string): Credentials;
  /** Takes what the functions print, line by line, and what goes wrong with them. */
  log(line: string): void;
}): Promise<{ close(): Promise<void> }> {
  const { assembly, gatewayUrl } = options;
  const { region } = assembly;
  const log = (line: string): void => options.log(line);
  const running = readMappings(assembly).map(({ mapping, config }) => {
    const credentials = options.credentialsFor(config.roleArn);
    let started = 0;
    const pool = createEnvironmentPool(mapping.maximumConcurrency, () => {
      const logStreamName = `local/[$LATEST]${String((started += 1)).padStart(32, '0')}`;
      const environment = functionEnvironment(config, { region, gatewayUrl, credentials, logStreamName });
      return createExecutionEnvironment(config, environment, log);
    });
    const client = new SQSClient({ endpoint: gatewayUrl, region, credentials });
    const polling = pollQueue({ mapping, region, client, pool, log });
    return {
      warm: pool.warm,
      async close() {
        await polling.close();
        await pool.close();
        client.destroy();
      },
    };
  });
  await Promise.all(running.map((part) => part.warm));
  return {
    async close() {
      await Promise.all(running.map((part) => part.close()));
    },
  };
}

/** Everything is read before anything starts: what is refused leaves nothing running. */
function readMappings(assembly: Assembly): { mapping: EventSourceMapping; config: FunctionConfig }[] {
  const ofType = (type: string) => assembly.resources.filter((resource) => resource.type === type);
  const functions = ofType('AWS::Lambda::Function');
  return ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties['Enabled'] !== false)
    .flatMap((resource) => {
      const mapping = readEventSourceMapping(resource, assembly);
      return functions
        .filter(({ ref }) => ref === mapping.functionName)
        .map((found) => ({ mapping, config: readFunction(found, assembly) }));
    });
}
