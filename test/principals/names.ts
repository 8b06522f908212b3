import { GetShardIteratorCommand, KinesisClient, ListShardsCommand } from '@aws-sdk/client-kinesis';
import type { Outputs } from '../../local/outputs.ts';
import { shortName } from '../infra/short-name.ts';
import type { TestStack } from '../end-to-end/test-stack.ts';

type Stream = 'eventStream' | 'jobStream' | 'metricStream';
type Named = Exclude<keyof Outputs['resources'], Stream | 'analyzerFunction' | 'reconcilerFunction'>;

/** What the resources of the stack are called in requests. */
export type Names = Record<Stream | Named, string> &
  Record<'apiId' | 'mediaBucket' | 'pageBucket' | 'archiveBucket' | 'collector' | 'analyzer' | 'reconciler', string> & {
    /** Where each stream is read from. */
    iterators: Record<Stream, string>;
  };

/** The names of a stack of everything. */
export function namesIn({ outputs, assembly }: TestStack, iterators: Names['iterators']): Names {
  const { resources, apiId } = outputs;
  const ref = (type: string, name: string): string => {
    const found = assembly.resources.find(({ type: its, logicalId }) => its === type && shortName(logicalId) === name);
    if (found === undefined) throw new Error(`the stack has no ${type} ${name}`);
    return found.ref;
  };
  return {
    ...(resources as Record<Stream | Named, string>),
    apiId,
    mediaBucket: 'media-in',
    pageBucket: ref('AWS::S3::Bucket', 'DashboardPageBucket'),
    archiveBucket: ref('AWS::S3::Bucket', 'ArchiveBucket'),
    collector: ref('AWS::Lambda::Function', 'IngestCollectorFunction'),
    analyzer: ref('AWS::Lambda::Function', 'AnalysisAnalyzerFunction'),
    reconciler: ref('AWS::Lambda::Function', 'ReconcilerFunction'),
    iterators,
  };
}

/** Names of resources like these that do not exist. */
export function absent({ apiId, iterators, ...names }: Names): Names {
  return {
    ...(Object.fromEntries(Object.entries(names).map(([name, value]) => [name, `${value}-absent`])) as typeof names),
    apiId,
    iterators,
  };
}

/** Iterators of the streams, as the administrator gets them. */
export async function iteratorsOf({ outputs }: TestStack): Promise<Names['iterators']> {
  const { region, endpoints, credentials, resources } = outputs;
  const kinesis = new KinesisClient({ endpoint: endpoints.kinesis, region, credentials: credentials.admin });
  const iteratorOf = async (name: string | null): Promise<string> => {
    const stream = { StreamName: name ?? '' };
    const { Shards: [shard] = [] } = await kinesis.send(new ListShardsCommand(stream));
    const { ShardIterator = '' } = await kinesis.send(
      new GetShardIteratorCommand({ ...stream, ShardId: shard?.ShardId, ShardIteratorType: 'LATEST' }),
    );
    return ShardIterator;
  };
  const iterators = {
    eventStream: await iteratorOf(resources.eventStream),
    jobStream: await iteratorOf(resources.jobStream),
    metricStream: await iteratorOf(resources.metricStream),
  };
  kinesis.destroy();
  return iterators;
}
