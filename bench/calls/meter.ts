import type { Assembly } from '../../local/assembly/assembly.ts';
import type { AccessDecision, OnDecision } from '../../local/iam/access-decision.ts';
import { metricsIn } from './embedded-metrics.ts';
import { NOTHING, type Quantities, sumOf } from './quantities.ts';
import { type Body, createUnitCounter, type TableUnits } from './request-units.ts';
import { sum } from '../sum.ts';

/** Counts what a stack does. */
export type Meter = {
  /** Takes each decision of the gateway. */
  onDecision: OnDecision;
  /** Takes each line that a function prints. */
  onPrint(functionName: string, line: string): void;
  /** Takes each update that a subscriber receives. */
  onUpdate(update: object): void;
  /** What was counted since the last call, or since the beginning. */
  take(): Quantities;
  /** Messages that were deleted since the beginning from the queue of an ARN. */
  deletedFrom(queueArn: string): number;
  /** Each metric that was printed, by its namespace, name and dimensions. */
  readonly metrics: ReadonlySet<string>;
};

const KIB = 1024;
const QUEUE_CHUNK_BYTES = 64 * KIB;
// AWS: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html: what an event of a log counts besides its text.
const LOG_EVENT_BYTES = 26;

/** By action: counts a request. */
type Count = (body: Body, made: AccessDecision) => Partial<Quantities>;

/** A meter for a stack that was started with it. Only roles, and AWS services for the stack, are counted; of queues everybody. */
export function createMeter(assembly: Assembly, eventTable: string): Meter {
  const units = createUnitCounter(assembly.resources.filter(({ type }) => type === 'AWS::DynamoDB::Table'));
  const functionOf = functionsByQueue(assembly);
  const deleted = new Map<string, number>();
  const seen = new WeakSet<object>();
  const metrics = new Set<string>();
  let counted = NOTHING;
  let storedBefore = { eventBytes: 0, jobBytes: 0 };
  const add = (some: Partial<Quantities>): void => {
    counted = sumOf([1, counted], [1, { ...NOTHING, ...some }]);
  };

  const deletes: Count = ({ Entries: entries = [{}] }, { resource }) => {
    const messages = (entries as unknown[]).length;
    deleted.set(resource, (deleted.get(resource) ?? 0) + messages);
    // A batch is received and deleted by one request each, and makes one invocation.
    return { queueRequests: 2, [`${functionOf(resource)}Invocations`]: 1 };
  };
  const counts: Record<string, Count> = {
    'sqs:SendMessage': (body) => ({ queueRequests: Math.ceil(JSON.stringify(body).length / QUEUE_CHUNK_BYTES) }),
    'sqs:DeleteMessage': deletes,
    'kinesis:PutRecords': ({ Records }) => {
      const put = (Records as { Data: string; PartitionKey: string }[]).map(
        ({ Data, PartitionKey }) => Buffer.byteLength(Data, 'base64') + Buffer.byteLength(PartitionKey),
      );
      return {
        streamBytes: sum(put),
        streamKib: sum(put.map((bytes) => Math.ceil(bytes / KIB))),
        archiveKib: sum(put.map((bytes) => 5 * Math.ceil(bytes / (5 * KIB)))),
      };
    },
    's3:GetObject': () => ({ mediaReads: 1 }),
    'lambda:InvokeFunction': () => ({ reconcilerInvocations: 1 }),
  };
  const stored = (): typeof storedBefore => {
    const bytes = units.tables.map((table) => ({ isEvents: table === eventTable, bytes: units.bytes(table) }));
    return {
      eventBytes: sum(bytes.map(({ isEvents, bytes: size }) => (isEvents ? size : 0))),
      jobBytes: sum(bytes.map(({ isEvents, bytes: size }) => (isEvents ? 0 : size))),
    };
  };

  return {
    metrics,
    onDecision(made) {
      const { principal, action, decision, request } = made;
      const isCounted = isOfStack(principal) || action.startsWith('sqs:') || action === 'lambda:InvokeFunction';
      if (decision !== 'ALLOWED' || request === undefined || !isCounted || seen.has(request)) return;
      seen.add(request);
      const body = parsed(request.body);
      const count = counts[action];
      if (count !== undefined) add(count(body, made));
      if (action.startsWith('dynamodb:')) add(unitSums(units.unitsOf(action.slice('dynamodb:'.length), body)));
    },
    onPrint(_functionName, line) {
      add({ logBytes: Buffer.byteLength(line) + LOG_EVENT_BYTES });
      for (const metric of metricsIn(line)) metrics.add(metric);
    },
    onUpdate(update) {
      add({ updates: 1, updateBytes: Buffer.byteLength(JSON.stringify(update)) });
    },
    take() {
      const now = stored();
      const grown = {
        eventBytes: now.eventBytes - storedBefore.eventBytes,
        jobBytes: now.jobBytes - storedBefore.jobBytes,
      };
      const taken = { ...counted, ...grown };
      storedBefore = now;
      counted = NOTHING;
      return taken;
    },
    deletedFrom: (queueArn) => deleted.get(queueArn) ?? 0,
  };
}

const unitSums = (units: readonly TableUnits[]): Partial<Quantities> => ({
  writeUnits: sum(units.map(({ writeUnits }) => writeUnits)),
  readUnits: sum(units.map(({ readUnits }) => readUnits)),
});

function isOfStack({ arn, service }: AccessDecision['principal']): boolean {
  return service !== undefined || arn.includes(':assumed-role/');
}

/** An object of S3 has a body that is no JSON. */
function parsed(body: Buffer): Body {
  return body.length === 0 || body[0] !== 0x7b ? {} : (JSON.parse(body.toString()) as Body);
}

/** Which function the queue of an ARN feeds. */
function functionsByQueue({ resources }: Assembly): (queueArn: string) => 'collector' | 'analyzer' {
  const feeding = resources.filter(({ type }) => type === 'AWS::Lambda::EventSourceMapping');
  return (queueArn) => {
    const mapping = feeding.find(({ properties }) => properties['EventSourceArn'] === queueArn);
    return (mapping?.logicalId ?? '').includes('Analy') ? 'analyzer' : 'collector';
  };
}
