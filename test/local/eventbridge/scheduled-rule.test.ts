import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Resource } from '../../../local/assembly/assembly.ts';
import { createEventBus } from '../../../local/eventbridge/event-bus.ts';
import { resourceStatements } from '../../../local/iam/resource-statements.ts';
import { createFunctions, type LocalFunctions } from '../../../local/lambda/create-functions.ts';
import { assemblyOf } from '../assembly-of.ts';
import { serveGateway, type ServedGateway } from '../gateway/serve-gateway.ts';
import { functionArn, functionOf } from '../lambda/function-of.ts';
import { createQueue } from '../../end-to-end/queue.ts';

const RULE_ARN = 'arn:aws:events:us-east-1:000000000000:rule/rounds';
const PERMISSION = { Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com', SourceArn: RULE_ARN };

describe('a rule on a schedule', () => {
  let directory: string;
  let functions: LocalFunctions;
  let gateway: ServedGateway;
  let bus: ReturnType<typeof createEventBus>;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'lambda-'));
  });
  afterEach(async () => {
    await bus.close();
    await functions.close();
    await gateway.close();
    rmSync(directory, { recursive: true });
  });

  /** Serves a function and a rule for it, a minute of which takes a millisecond; what is logged. */
  async function start(permission: object, rule: object = {}) {
    const lines = createQueue<string>();
    const log = (line: string): void => lines.push(line);
    const assembly = assemblyOf([
      functionOf(directory, 'rounds', 'export const handler = async (event) => console.log(JSON.stringify(event));'),
      resource('Permission', 'AWS::Lambda::Permission', { FunctionName: functionArn('rounds'), ...permission }),
      resource('Rounds', 'AWS::Events::Rule', {
        ScheduleExpression: 'rate(50 minutes)',
        Targets: [{ Id: 'Target0', Arn: functionArn('rounds') }],
        ...rule,
      }),
    ]);
    const credentialsFor = () => ({ accessKeyId: 'role-key', secretAccessKey: 'role-secret' });
    gateway = await serveGateway(
      (gatewayUrl) => {
        functions = createFunctions({ assembly, gatewayUrl, credentialsFor, log });
        return { lambda: functions.route };
      },
      { resourceStatements: (arn) => resourceStatements(assembly, arn) },
    );
    bus = createEventBus({
      assembly,
      gatewayUrl: gateway.url,
      credentialsFor: (arn) =>
        gateway.issue({
          arn: 'arn:aws:iam::000000000000:user/events',
          accountId: '000000000000',
          userId: 'AIDAEVENTS',
          service: 'events.amazonaws.com',
          context: { 'aws:SourceArn': arn },
          statements: [],
        }),
      msPerMinute: 1,
      log,
    });
    return lines;
  }

  it('invokes its function with the scheduled event, again and again', async () => {
    const lines = await start(PERMISSION);
    const events = [await lines.next(), await lines.next()].map(
      (line) => JSON.parse(line.replace(/^\[rounds\] /, '')) as { id: string },
    );
    const expected = {
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      'detail-type': 'Scheduled Event',
      source: 'aws.events',
      account: '000000000000',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      region: 'us-east-1',
      resources: [RULE_ARN],
      detail: {},
    };
    expect(events).toEqual([expected, expected]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
  });

  it('says so when the function does not let it in', async () => {
    const lines = await start({ ...PERMISSION, SourceArn: `${RULE_ARN}-too` });
    expect(await lines.next()).toMatch(
      /^eventbridge: rule Rounds, target Target0: User: \S+ is not authorized to perform: lambda:InvokeFunction on /,
    );
  });

  it('takes no events from the bus', async () => {
    await start({ ...PERMISSION, SourceArn: 'arn:other' }, { ScheduleExpression: 'rate(1000 days)' });
    // Rejects for what a target refuses: this one would.
    await bus.deliver({ source: 'aws.mediaconvert', 'detail-type': 'State', detail: {} });
  });

  it('may select events too', async () => {
    const lines = await start(PERMISSION, {
      ScheduleExpression: 'rate(1000 days)',
      EventPattern: { source: ['aws.mediaconvert'] },
    });
    await bus.deliver({ source: 'aws.mediaconvert', 'detail-type': 'State', detail: { a: 1 } });
    expect(JSON.parse((await lines.next()).replace(/^\[rounds\] /, ''))).toMatchObject({ detail: { a: 1 } });
  });
});

function resource(logicalId: string, type: string, properties: Record<string, unknown>): Resource {
  return { logicalId, type, ref: logicalId, attributes: { Arn: RULE_ARN }, properties };
}
