import type { RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { ArchiveProps } from '../props.ts';
import type { JobStreams } from '../store/job-streams.ts';

/** What the archive needs to know. */
export interface ArchiveConstructProps {
  /** Where it gets its records from. */
  readonly streams: JobStreams;
  /** How it keeps them. */
  readonly tuning: ArchiveProps;
  /** What becomes of the bucket and its objects when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
  /** Days that delivery logs are kept. */
  readonly logRetentionDays: number;
}

/** Events, jobs and metrics in S3, beyond the life of the tables and streams. */
export class Archive extends Construct {
  constructor(scope: Construct, id: string, _props: ArchiveConstructProps) {
    super(scope, id);
  }
}
