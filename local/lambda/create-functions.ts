import { SQSClient } from '@aws-sdk/client-sqs';
import type { Assembly } from '../assembly/assembly.ts';
import type { ServiceRoute } from '../gateway/service.ts';
import type { Credentials } from '../iam/principal.ts';
import { createEnvironmentPool, type EnvironmentPool } from './environment-pool.ts';
import { type EventSourceMapping, readEventSourceMapping } from './event-source-mapping.ts';
import { readFunction } from './function-config.ts';
import type { HostKind } from './function-host.ts';
import { functionRoute } from './function-route.ts';
import { lazyEnvironment } from './lazy-environment.ts';
import { createLocalFunction, type LocalFunction, type OnPrint } from './local-function.ts';
import { pollQueue } from './poll-queue.ts';

/** The functions of a stack. */
export type LocalFunctions = {
  /** The Lambda API: Invoke. */
  route: ServiceRoute;
  /** Begins to empty the queues that feed functions; resolves once the warm functions are initialized. */
  startMappings(): Promise<void>;
  /** Ends one execution environment that works on a batch, as a crash would; false when there is none. `choose` takes from how many. */
  crash(choose: (count: number) => number): Promise<boolean>;
  /** Gives the batches under way a moment to finish, and ends every function. */
  close(): Promise<void>;
};

/**
 * Every function of the stack, each from its synthesized asset, under the credentials of its role. Nothing runs yet: a
 * function starts with its first invocation, or with the mappings when it is warm. Throws an `Error` of one line when
 * the stack asks for what cannot be served here.
 */
export function createFunctions(options: {
  assembly: Assembly;
  gatewayUrl: string;
  credentialsFor(roleArn: string): Credentials;
  /**
   * Whether a function that a queue feeds is started before its first message.
   * @default every one is
   */
  isWarm?(functionName: string): boolean;
  /**
   * How many batches of a queue are worked on at once, whatever the stack allows.
   * @default 2: as many as two cores can serve
   */
  mostBatches?: number | undefined;
  /** What functions run in. @default threads, which start sooner */
  host?: HostKind | undefined;
  /** Takes what the functions print, line by line, and what goes wrong with them. */
  log(line: string): void;
  /** Takes every line that a function prints, metrics too. @default nobody does */
  onPrint?: OnPrint | undefined;
}): LocalFunctions {
  const {
    assembly,
    gatewayUrl,
    credentialsFor,
    isWarm = () => true,
    mostBatches = 2,
    host = 'thread',
    onPrint,
  } = options;
  const { region } = assembly;
  const log = (line: string): void => options.log(line);
  // Everything is read before anything starts: what is refused leaves nothing running.
  const configs = ofType(assembly, 'AWS::Lambda::Function').map((resource) => readFunction(resource, assembly));
  const mappings = ofType(assembly, 'AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => properties['Enabled'] !== false)
    .map((resource) => readEventSourceMapping(resource, assembly, mostBatches));
  const functions = configs.map((config) =>
    createLocalFunction(config, {
      region,
      gatewayUrl,
      credentials: credentialsFor(config.roleArn),
      host,
      log,
      onPrint,
    }),
  );
  const feeding: Feeding[] = [];

  /** A mapping has environments of its own: whoever invokes the function directly does not wait for its batches. */
  function feed(mapping: EventSourceMapping, { config, startEnvironment }: LocalFunction): Feeding {
    const start = isWarm(config.name) ? startEnvironment : () => lazyEnvironment(startEnvironment);
    const pool = createEnvironmentPool(mapping.maximumConcurrency, start);
    const client = new SQSClient({ endpoint: gatewayUrl, region, credentials: credentialsFor(config.roleArn) });
    const polling = pollQueue({ mapping, region, client, pool, log });
    return {
      warm: pool.warm,
      busy: pool.busy,
      async close() {
        await polling.close();
        await pool.close();
        client.destroy();
      },
    };
  }

  return {
    route: functionRoute(functions, assembly, log),
    async startMappings() {
      for (const mapping of mappings) {
        const fed = functions.filter(({ config }) => config.name === mapping.functionName);
        feeding.push(...fed.map((target) => feed(mapping, target)));
      }
      await Promise.all(feeding.map(({ warm }) => warm));
    },
    async crash(choose) {
      const busy = feeding.flatMap((fed) => fed.busy());
      const chosen = busy[choose(busy.length)];
      await chosen?.close();
      return chosen !== undefined;
    },
    async close() {
      await Promise.all([...feeding, ...functions].map((part) => part.close()));
    },
  };
}

type Feeding = Pick<EnvironmentPool, 'warm' | 'busy' | 'close'>;

function ofType(assembly: Assembly, type: string) {
  return assembly.resources.filter((resource) => resource.type === type);
}
