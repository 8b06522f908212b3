import { type ApolloClient, gql, type TypedDocumentNode } from '@apollo/client';
import { hearing } from './create-apollo-client.ts';

/** What is asked for of a job. `version` grows with every change. */
export type Progress = {
  version: number;
  status: string;
  progressMetrics: { percentJobComplete: number | null; currentPhase: string | null };
};

const FIELDS = 'version status progressMetrics { percentJobComplete currentPhase }';
const JOB: TypedDocumentNode<{ job: Progress | null }, { jobId: string }> = gql`
  query Job($jobId: ID!) { job(id: $jobId) { ${FIELDS} } }
`;
const ON_JOB_PROGRESS: TypedDocumentNode<{ onJobProgress: Progress | null }, { jobId: string }> = gql`
  subscription OnJobProgress($jobId: ID!) { onJobProgress(jobId: $jobId) { ${FIELDS} } }
`;

/**
 * Watches a job until the returned function is called: each state is newer than the one before. AppSync replays nothing, so the present
 * state is asked for whenever the subscription has been taken: what changes after that is pushed. Nothing goes through Apollo's cache,
 * which would take an older state for a newer one.
 */
export function watchJob(
  client: ApolloClient,
  jobId: string,
  show: (job: Progress) => void,
  onError: (error: unknown) => void,
): () => void {
  let version = 0;
  let isStopped = false;
  const fail = (error: unknown): void => {
    if (!isStopped) onError(error);
  };
  const showNewer = (job: Progress | null | undefined): void => {
    if (isStopped || !job || job.version <= version) return;
    version = job.version;
    show(job);
  };
  const catchUp = async (): Promise<void> => {
    const { data } = await client.query({ query: JOB, variables: { jobId }, fetchPolicy: 'no-cache' });
    showNewer(data?.job);
  };
  const subscription = client
    .subscribe({
      query: ON_JOB_PROGRESS,
      variables: { jobId },
      fetchPolicy: 'no-cache',
      context: hearing(() => void catchUp().catch(fail)),
    })
    .subscribe({
      next: ({ data, error }) => (error ? fail(error) : showNewer(data?.onJobProgress)),
      error: fail,
    });
  return () => {
    isStopped = true;
    subscription.unsubscribe();
  };
}
