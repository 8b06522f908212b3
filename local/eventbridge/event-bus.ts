import type { Assembly } from '../assembly/assembly.ts';
import { jsonBody, jsonError, unknownOperation } from '../aws-json.ts';
import type { AwsRequest, AwsResponse, ServiceRoute } from '../gateway/service.ts';
import type { Credentials } from '../iam/principal.ts';
import { completeEnvelope } from './envelope.ts';
import { fireEvery } from './fire-every.ts';
import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import { matches } from './matches.ts';
import { eventBusName, putEvents } from './put-events.ts';
import { readRules } from './read-rules.ts';
import { createRuleClient } from './rule-client.ts';
import { scheduledEvent } from './scheduled-event.ts';

const AWS_JSON = 'application/x-amz-json-1.1';

/** The default event bus of the stack, with its rules. */
export type EventBus = {
  /** The EventBridge API: PutEvents. */
  route: ServiceRoute;
  /** Completes an event and brings it to every target that wants it. Rejects when it is no event, or a target refuses. */
  deliver(event: unknown): Promise<void>;
  /** `POST /events`: one event, or an array of events. Answers 200 once every target has them. */
  postEvents(body: Buffer): Promise<AwsResponse>;
  close(): Promise<void>;
};

/**
 * A bus for the rules of the assembly. Its schedules begin now: a rule fires for the first time one period later. Throws
 * an `Error` of one line for a rule that cannot be served.
 */
export function createEventBus(options: {
  assembly: Assembly;
  gatewayUrl: string;
  /** The credentials of `events.amazonaws.com` acting for a rule. */
  credentialsFor(ruleArn: string): Credentials;
  /**
   * How long a minute of the schedules takes, in milliseconds.
   * @default 60000
   */
  msPerMinute?: number;
  log(line: string): void;
}): EventBus {
  const { assembly, gatewayUrl, msPerMinute = 60_000 } = options;
  const { region } = assembly;
  const rules = readRules(assembly).map((rule) => ({
    ...rule,
    client: createRuleClient({ endpoint: gatewayUrl, region, credentials: options.credentialsFor(rule.arn) }),
  }));
  const underWay = new Set<Promise<unknown>>();
  const schedules = rules.flatMap((rule) =>
    rule.rateMinutes === undefined
      ? []
      : [fireEvery(rule.rateMinutes * msPerMinute, () => void send(rule, [scheduledEvent(rule.arn, assembly)]))],
  );

  /** Sends events to the targets of the rules that select them; the reasons of what did not arrive. */
  async function dispatch(events: readonly object[]): Promise<string[]> {
    const failures = await Promise.all(
      rules.map((rule) => {
        const { pattern } = rule;
        return send(rule, pattern === undefined ? [] : events.filter((event) => matches(pattern, event)));
      }),
    );
    return failures.flat();
  }

  /** Sends events to the targets of a rule; the reasons of what did not arrive. */
  async function send({ name, targets, client }: (typeof rules)[number], events: readonly object[]): Promise<string[]> {
    if (events.length === 0) return [];
    const bodies = events.map((event) => JSON.stringify(event));
    const all = Promise.all(
      targets.map((target) =>
        client.send(target, bodies).then(
          () => null,
          (error: unknown) =>
            `rule ${name}, target ${target.id}: ${error instanceof Error ? error.message : String(error)}`,
        ),
      ),
    );
    underWay.add(all);
    const failures = (await all).filter((failure) => failure !== null);
    underWay.delete(all);
    for (const failure of failures) options.log(`eventbridge: ${failure}`);
    return failures;
  }

  async function deliver(event: unknown): Promise<void> {
    const envelope = completeEnvelope(event, assembly);
    if (typeof envelope === 'string') throw new TypeError(`not an event: ${envelope}`);
    const failures = await dispatch([envelope]);
    if (failures.length > 0) throw new Error(failures.join('; '));
  }

  async function postEvents(body: Buffer): Promise<AwsResponse> {
    const parsed = parseJson(body);
    if (parsed === undefined) return json(400, { message: 'the body is not JSON' });
    const envelopes: JsonObject[] = [];
    for (const [index, event] of (Array.isArray(parsed) ? (parsed as unknown[]) : [parsed]).entries()) {
      const envelope = completeEnvelope(event, assembly);
      if (typeof envelope === 'string') return json(400, { message: `event ${index}: ${envelope}`, index });
      envelopes.push(envelope);
    }
    const failures = await dispatch(envelopes);
    return failures.length > 0
      ? json(502, { message: failures.join('; ') })
      : json(200, { accepted: envelopes.length });
  }

  async function handle(request: AwsRequest): Promise<AwsResponse> {
    if (request.operation !== 'PutEvents') return unknownOperation(request);
    const outcome = putEvents(jsonBody(request), assembly);
    if ('status' in outcome) return jsonError(outcome.status, outcome.__type, outcome.message, AWS_JSON);
    // What a target refuses is the rule's trouble, not the sender's: it is in the log.
    await dispatch(outcome.events);
    const FailedEntryCount = outcome.results.filter((result) => 'ErrorCode' in result).length;
    return json(200, { FailedEntryCount, Entries: outcome.results }, AWS_JSON);
  }

  return {
    route: {
      permissions: (request) => [
        { action: `events:${request.operation}`, resources: eventBusArns(jsonBody(request), assembly) },
      ],
      handle,
    },
    deliver,
    postEvents,
    async close() {
      for (const stop of schedules) stop();
      await Promise.all(underWay);
      for (const { client } of rules) client.destroy();
    },
  };
}

function eventBusArns(body: JsonObject, { region, accountId }: Assembly): string[] {
  const entries: unknown[] = Array.isArray(body['Entries']) ? body['Entries'] : [];
  const names = new Set(entries.map((entry) => eventBusName(isJsonObject(entry) ? entry : {})));
  return [...(names.size === 0 ? ['default'] : names)].map(
    (name) => `arn:aws:events:${region}:${accountId}:event-bus/${name}`,
  );
}

function json(status: number, body: object, contentType = 'application/json'): AwsResponse {
  return { status, headers: { 'content-type': contentType }, body: JSON.stringify(body) };
}
