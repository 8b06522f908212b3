import type { Assembly, Resource } from '../assembly/assembly.ts';
import { compilePattern } from './compile-pattern.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Pattern } from './pattern.ts';
import { parseScheduleExpression } from './schedule-expression.ts';

/** A rule of the default bus: it selects events, or fires on a schedule, or both. */
export type Rule = {
  name: string;
  arn: string;
  pattern?: Pattern;
  /** Minutes between two firings. */
  rateMinutes?: number;
  targets: Target[];
};

/** One target of a rule: a queue, or a function. */
export type Target = { id: string; queueUrl: string } | { id: string; functionArn: string };

const UNSUPPORTED = ['Input', 'InputPath', 'InputTransformer'];

/**
 * The enabled rules of the stack. Throws an `Error` of one line for whatever the local bus
 * cannot serve, rather than leave it out.
 */
export function readRules(assembly: Assembly): Rule[] {
  return assembly.resources
    .filter(({ type }) => type === 'AWS::Events::Rule')
    .filter(({ properties }) => properties['State'] !== 'DISABLED')
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
    ...(properties['EventPattern'] !== undefined && { pattern: compile(properties['EventPattern'], refuse) }),
    ...(properties['ScheduleExpression'] !== undefined && {
      rateMinutes: readRate(properties['ScheduleExpression'], refuse),
    }),
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

function readRate(expression: unknown, refuse: (reason: string) => never): number {
  const minutes = parseScheduleExpression(expression);
  return typeof minutes === 'string' ? refuse(minutes) : minutes;
}

function readTarget(target: JsonObject, assembly: Assembly, refuse: (reason: string) => never): Target {
  const id = String(target['Id']);
  const unsupported = UNSUPPORTED.find((name) => target[name] !== undefined);
  if (unsupported !== undefined) refuse(`target ${id}: ${unsupported} is not supported locally`);
  const arn = target['Arn'];
  const found = assembly.resources.find(({ attributes }) => attributes['Arn'] === arn);
  if (found?.type === 'AWS::SQS::Queue') return { id, queueUrl: found.ref };
  if (found?.type === 'AWS::Lambda::Function' && typeof arn === 'string') return { id, functionArn: arn };
  return refuse(`target ${id}: only queues and functions of the stack are served locally, not ${JSON.stringify(arn)}`);
}
