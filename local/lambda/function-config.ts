import type { Assembly, Resource } from '../assembly/assembly.ts';

/** A Lambda function as the stack configures it. */
export type FunctionConfig = {
  name: string;
  arn: string;
  roleArn: string;
  /** `index.handler`: the module and its exported function. */
  handler: string;
  runtime: string;
  /** Absolute path of the deployed code. */
  codeDirectory: string;
  environment: Record<string, string>;
  /** The level from which on it is to log; undefined unless it logs in JSON. */
  logLevel: string | undefined;
  timeoutMs: number;
  memoryMb: number;
};

// AWS: CloudFormation, AWS::Lambda::Function: what holds when a property is left out.
const DEFAULT_TIMEOUT_S = 3;
const DEFAULT_MEMORY_MB = 128;
// AWS: Lambda Developer Guide, "Log-level filtering": the default application log level.
const DEFAULT_LOG_LEVEL = 'INFO';

/** Reads an `AWS::Lambda::Function`. Throws an `Error` of one line when it is not one that can run here. */
export function readFunction(resource: Resource, assembly: Assembly): FunctionConfig {
  const { logicalId, properties, ref, attributes } = resource;
  const refuse = (reason: string): never => {
    throw new Error(`function ${logicalId}: ${reason}`);
  };
  const { Code, Environment, LoggingConfig } = properties as {
    Code?: { S3Key?: unknown };
    Environment?: { Variables?: object };
    LoggingConfig?: { LogFormat?: unknown; ApplicationLogLevel?: unknown };
  };
  const runtime = text(properties['Runtime']) ?? refuse('has no Runtime');
  if (!runtime.startsWith('nodejs')) refuse(`only Node.js functions run locally, not ${runtime}`);
  return {
    name: ref,
    arn: attributes['Arn'] ?? refuse('has no ARN'),
    roleArn: text(properties['Role']) ?? refuse('has no Role'),
    handler: text(properties['Handler']) ?? refuse('has no Handler'),
    runtime,
    codeDirectory: assembly.assetPath(text(Code?.S3Key) ?? refuse('its code is not an asset of the assembly')),
    environment: Object.fromEntries(
      Object.entries(Environment?.Variables ?? {}).map(([name, value]) => [name, String(value)]),
    ),
    logLevel:
      LoggingConfig?.LogFormat === 'JSON' ? (text(LoggingConfig.ApplicationLogLevel) ?? DEFAULT_LOG_LEVEL) : undefined,
    timeoutMs: (number(properties['Timeout']) ?? DEFAULT_TIMEOUT_S) * 1_000,
    memoryMb: number(properties['MemorySize']) ?? DEFAULT_MEMORY_MB,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  // Templates carry numbers as strings as well.
  return value === undefined ? undefined : Number(value);
}
