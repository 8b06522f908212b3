import type { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, type TableProps } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';

/** What the tables need to know. */
export interface JobTablesProps {
  /** Days that an event lives. */
  readonly eventTableTtlDays: number;
  /** Days that a job, its tags and its details live. */
  readonly jobTableTtlDays: number;
  /** Whether the tables refuse to be deleted. */
  readonly deletionProtection: boolean;
  /** What becomes of the tables when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

/** The index of JobTable: partition `status`, sort `createdAt`, keys only, so that a progress update never writes to it. */
export const STATUS_INDEX = 'status-createdAt-index';

// DynamoDB's longest recovery period.
const LONGEST_RECOVERY_DAYS = 35;

/** What is known of the jobs. Every item carries its expiry in `ttl`, in epoch seconds. */
export class JobTables extends Construct {
  /** Every raw event, by `jobId` and `event` (`timestamp#eventId`). */
  readonly eventTable: Table;
  /** The state of each job, by `id`. */
  readonly jobTable: Table;
  /** Jobs by `tag` (user metadata, queue) and `job` (`createdAt#id`). */
  readonly jobTagTable: Table;
  /** What is large and written seldom, by `id` and `part`. */
  readonly jobDetailTable: Table;

  constructor(scope: Construct, id: string, props: JobTablesProps) {
    super(scope, id);
    const { eventTableTtlDays, jobTableTtlDays, deletionProtection, removalPolicy } = props;
    const table = (name: string, ttlDays: number, keys: Pick<TableProps, 'partitionKey' | 'sortKey'>): Table =>
      new Table(this, name, {
        ...keys,
        billingMode: BillingMode.PAY_PER_REQUEST,
        timeToLiveAttribute: 'ttl',
        // Backups reach back as far as items live: what has expired is gone from them as soon as can be.
        pointInTimeRecoverySpecification: {
          pointInTimeRecoveryEnabled: true,
          recoveryPeriodInDays: Math.min(ttlDays, LONGEST_RECOVERY_DAYS),
        },
        deletionProtection,
        removalPolicy,
      });

    this.eventTable = table('EventTable', eventTableTtlDays, { partitionKey: text('jobId'), sortKey: text('event') });
    this.jobTable = table('JobTable', jobTableTtlDays, { partitionKey: text('id') });
    this.jobTable.addGlobalSecondaryIndex({
      indexName: STATUS_INDEX,
      partitionKey: text('status'),
      sortKey: text('createdAt'),
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.jobTagTable = table('JobTagTable', jobTableTtlDays, { partitionKey: text('tag'), sortKey: text('job') });
    this.jobDetailTable = table('JobDetailTable', jobTableTtlDays, { partitionKey: text('id'), sortKey: text('part') });
  }
}

const text = (name: string): { name: string; type: AttributeType } => ({ name, type: AttributeType.STRING });
