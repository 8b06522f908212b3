import type { Assembly, Resource } from '../assembly/assembly.ts';
import { compilePattern } from './compile-pattern.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Pattern } from './pattern.ts';

/** A rule of the default bus, its targets being queues. */
export type Rule = { name: string; arn: string; pattern: Pattern; targets: Target[] };

/** One target of a rule. */
type Target = { id: string; queueArn: string; queueUrl: string };

const UNSUPPORTED = ['Input', 'InputPath', 'InputTransformer'];

/**
 * The enabled rules of the stack that have an event pattern. Throws an `Error` of one line for whatever the local bus
 * cannot serve, rather than leave it out.
 */
export function readRules(assembly: Assembly): Rule[] {
  return assembly.resources
    .filter(({ type }) => type === 'AWS::Events::Rule')
    .filter(({ properties }) => properties['State'] !== 'DISABLED' && properties['EventPattern'] !== undefined)
    .map((resource) => readRule(resource, assembly));
}

function readRule({ logicalId, properties, ref, attributes }: Resource, assembly: Assembly): Rule {
  const refuse = (reason: string): never => {
    throw new Error(`rule ${logicalId}: ${reason}`);
  };
  const bus = properties['EventBusName'] ?? 'default';
  if (bus !== 'default') refuse(`only the default event bus is served locally, not ${JSON.stringify(bus)}`);
  const arn = attributes['Arn'] ?? refuse('has no ARN');
  const targets: unknown = properties['Targets'] ?? [];
  if (!Array.isArray(targets)) return refuse('Targets must be a list');
  return {
    name: ref,
    arn,
    pattern: compile(properties['EventPattern'], refuse),
    targets: targets.map((target) => (isJsonObject(target) ? readTarget(target, assembly, refuse) : refuse('Targets'))),
  };
}

function compile(pattern: unknown, refuse: (reason: string) => never): Pattern {
  try {
    return compilePattern(pattern);
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

function readTarget(target: JsonObject, assembly: Assembly, refuse: (reason: string) => never): Target {
  const id = String(target['Id']);
  const unsupported = UNSUPPORTED.find((name) => target[name] !== undefined);
  if (unsupported !== undefined) refuse(`target ${id}: ${unsupported} is not supported locally`);
  const arn = target['Arn'];
  const queue = assembly.resources.find(
    ({ type, attributes }) => type === 'AWS::SQS::Queue' && attributes['Arn'] === arn,
  );
  if (queue === undefined || typeof arn !== 'string') {
    return refuse(`target ${id}: only queues of the stack are served locally, not ${JSON.stringify(arn)}`);
  }
  return { id, queueArn: arn, queueUrl: queue.ref };
}
