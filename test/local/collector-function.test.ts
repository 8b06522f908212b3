import { describe, expect, it } from 'vitest';
import type { Resource } from '../../local/assembly/assembly.ts';
import { collectorFunction } from '../../local/collector-function.ts';
import { assemblyOf } from './assembly-of.ts';

const QUEUE_URL = 'http://127.0.0.1:9000/000000000000/events';

describe('the collector', () => {
  const analyzer = [queue('jobs'), lambda('Analyze'), mapping('AnalyzeQueue', 'jobs', 'Analyze')];
  const collector = [queue('events'), lambda('Collect'), mapping('CollectQueue', 'events', 'Collect')];

  it('is the function that the event queue feeds, whatever else queues feed', () => {
    for (const resources of [
      [...analyzer, ...collector],
      [...collector, ...analyzer],
    ]) {
      expect(collectorFunction(stack(resources)).logicalId).toBe('Collect');
    }
  });

  it.each([
    ['no event queue', analyzer],
    ['nothing behind the event queue', [...analyzer, queue('events')]],
    ['no queue at all', []],
  ])('is missed where there is %s', (_, resources) => {
    expect(() => collectorFunction(stack(resources))).toThrow('no collector');
  });
});

function stack(resources: Resource[]) {
  return { ...assemblyOf(resources), outputs: { EventQueueUrl: QUEUE_URL } };
}

function queue(name: string): Resource {
  return resource(name, 'AWS::SQS::Queue', `http://127.0.0.1:9000/000000000000/${name}`, {});
}

function lambda(name: string): Resource {
  return resource(name, 'AWS::Lambda::Function', name, {});
}

function mapping(logicalId: string, from: string, FunctionName: string): Resource {
  return resource(logicalId, 'AWS::Lambda::EventSourceMapping', logicalId, {
    EventSourceArn: `arn:${from}`,
    FunctionName,
  });
}

function resource(logicalId: string, type: string, ref: string, properties: Record<string, unknown>): Resource {
  return { logicalId, type, ref, attributes: { Arn: `arn:${logicalId}` }, properties };
}
