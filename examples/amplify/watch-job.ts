import { generateClient, type GraphQLQuery, type GraphQLSubscription } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';

/** What is asked for of a job. `version` grows with every change. */
export type Progress = {
  version: number;
  status: string;
  progressMetrics: { percentJobComplete: number | null; currentPhase: string | null };
};

const FIELDS = 'version status progressMetrics { percentJobComplete currentPhase }';
const JOB = `query Job($jobId: ID!) { job(id: $jobId) { ${FIELDS} } }`;
const ON_JOB_PROGRESS = `subscription OnJobProgress($jobId: ID!) { onJobProgress(jobId: $jobId) { ${FIELDS} } }`;

/** What Amplify says each time that AppSync has taken a subscription, at first and after every reconnect. */
const SUBSCRIPTION_ACK = 'Subscription ack';

/**
 * Watches a job until the returned function is called: each state is newer than the one before. AppSync replays nothing, so the present
 * state is asked for whenever the subscription has been taken: what changes after that is pushed.
 */
export function watchJob(jobId: string, show: (job: Progress) => void, onError: (error: unknown) => void): () => void {
  const client = generateClient();
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
    const { data } = await client.graphql<GraphQLQuery<{ job: Progress | null }>>({ query: JOB, variables: { jobId } });
    showNewer(data.job);
  };
  const stopHearing = Hub.listen('api', ({ payload: { event, data } }) => {
    const isThis = (data as { variables?: { jobId?: string } } | undefined)?.variables?.jobId === jobId;
    if (event === SUBSCRIPTION_ACK && isThis) catchUp().catch(fail);
  });
  const subscription = client
    .graphql<GraphQLSubscription<{ onJobProgress: Progress | null }>>({ query: ON_JOB_PROGRESS, variables: { jobId } })
    .subscribe({ next: ({ data }) => showNewer(data.onJobProgress), error: fail });
  return () => {
    isStopped = true;
    stopHearing();
    subscription.unsubscribe();
  };
}
