import type { Credentials } from '../iam/principal.ts';
import { createEnvironmentPool } from './environment-pool.ts';
import { createExecutionEnvironment, type ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionConfig } from './function-config.ts';
import type { HostKind } from './function-host.ts';
import { functionEnvironment } from './function-environment.ts';
import { isMetrics } from './is-metrics.ts';
import { lazyEnvironment } from './lazy-environment.ts';

/** A function that can be invoked. */
export type LocalFunction = {
  config: FunctionConfig;
  /** Starts an environment that belongs to the caller. */
  startEnvironment(): ExecutionEnvironment;
  /** Runs the handler on a JSON text, as soon as an environment is free. Rejects when the invocation fails. */
  invoke(payload: string, requestId: string): Promise<string>;
  /** Ends the environments of `invoke`, busy or not. */
  close(): Promise<void>;
};

/** How many direct invocations of a function run at once: as many as two cores can serve. */
const DIRECT_CONCURRENCY = 2;

/** Takes a line that a function printed, as it was printed. */
export type OnPrint = (functionName: string, line: string) => void;

/**
 * A function under the credentials of its role. Nothing runs before it is invoked. `log` takes what it prints, but for
 * metrics: there is no CloudWatch here that would count them. `onPrint` takes all of it.
 */
export function createLocalFunction(
  config: FunctionConfig,
  options: {
    region: string;
    gatewayUrl: string;
    credentials: Credentials;
    /** What the function runs in. */
    host: HostKind;
    log(line: string): void;
    onPrint?: OnPrint | undefined;
  },
): LocalFunction {
  let started = 0;
  const startEnvironment = (): ExecutionEnvironment => {
    const logStreamName = `local/[$LATEST]${String((started += 1)).padStart(32, '0')}`;
    const environment = functionEnvironment(config, { ...options, logStreamName });
    return createExecutionEnvironment(config, environment, {
      host: options.host,
      onPrint(line) {
        options.onPrint?.(config.name, line);
        if (!isMetrics(line)) options.log(`[${config.name}] ${line}`);
      },
    });
  };
  const pool = createEnvironmentPool(DIRECT_CONCURRENCY, () => lazyEnvironment(startEnvironment));
  return {
    config,
    startEnvironment,
    async invoke(payload, requestId) {
      const environment = await pool.acquire();
      try {
        return await environment.invoke(payload, requestId);
      } finally {
        pool.release(environment);
      }
    },
    close: () => pool.close(),
  };
}
