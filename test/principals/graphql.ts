import type { Outputs } from '../../local/outputs.ts';
import { progressInput } from '../end-to-end/progress-input.ts';
import type { Credential } from './credential.ts';
import { JOBS, namesOf, OWNERS } from './jobs.ts';

/** What is sent as AWS's clients send it. */
export const GRAPHQL_HEADERS = {
  accept: 'application/json, text/javascript',
  'content-encoding': 'amz-1.0',
  'content-type': 'application/json; charset=UTF-8',
};

type Answer = { data?: Record<string, unknown> | null; errors?: { errorType?: string; message: string }[] };

/** Sends an operation. */
async function send({ graphqlUrl }: Outputs, credential: Credential, operation: object): Promise<Answer> {
  const { host, pathname: path } = new URL(graphqlUrl);
  const body = JSON.stringify(operation);
  const headers = { ...GRAPHQL_HEADERS, host };
  const authorized = await credential({ service: 'appsync', method: 'POST', path, headers, body });
  const response = await fetch(graphqlUrl, { method: 'POST', headers: authorized, body });
  return (await response.json()) as Answer;
}

/** The one error type of an answer without data; undefined when some of it was let through. */
function refusal({ data, errors = [] }: Answer): string | undefined {
  const isEmpty = Object.values(data ?? {}).every((value) => value === null);
  const types = new Set(errors.map(({ errorType, message }) => errorType ?? message));
  if (!isEmpty && types.size > 0) throw new Error(`let in and refused: ${JSON.stringify({ data, errors })}`);
  return types.size === 0 ? undefined : [...types].join(' and ');
}

type Job = { id: string } | null;

/** What is asked of each job, by what the report calls it. */
const OF_JOB = {
  job: 'status userMetadata { value } eventTimes { lastTime } progressMetrics { framesDecoded } warnings { code } error { code } queueTransitions { toQueue }',
  'Job.events': 'events { items { id detail } }',
  'Job.settings': 'settings',
  'Job.mediainfo': 'mediainfo(input: 1)',
  'Job.inputs, outputs, analysis':
    'inputs { uri } outputGroups { outputs { outputFilePaths } } analysis { codec } outputFindings { blackVideoDetectedInMs }',
};
const LISTS = {
  jobsByStatus: 'jobsByStatus(status: PROGRESSING)',
  jobsByUserMetadata: 'jobsByUserMetadata(key: "application", value: "Foo")',
  jobsByQueue: 'jobsByQueue(queue: "Default")',
};

/** Asks a field of somebody's; answers whose jobs are seen, or the type of the error. */
export type Field = { name: string; ask(outputs: Outputs, credential: Credential): Promise<string> };

const ofJob = Object.entries(OF_JOB).map(([name, selection]): Field => ({
  name,
  async ask(outputs, credential) {
    const query = OWNERS.map((owner) => `${owner}: job(id: "${JOBS[owner]}") { id ${selection} }`).join(' ');
    const answer = await send(outputs, credential, { query: `{ ${query} }` });
    const jobs = Object.values(answer.data ?? {}) as Job[];
    return refusal(answer) ?? namesOf(jobs.flatMap((job) => (job === null ? [] : [job.id])));
  },
}));

const lists = Object.entries(LISTS).map(([name, field]): Field => ({
  name,
  async ask(outputs, credential) {
    const answer = await send(outputs, credential, { query: `{ list: ${field} { items { id } } }` });
    const { list } = (answer.data ?? {}) as { list?: { items: { id: string }[] } | null };
    return refusal(answer) ?? namesOf((list?.items ?? []).map(({ id }) => id));
  },
}));

const introspection: Field = {
  name: '__schema',
  async ask(outputs, credential) {
    const answer = await send(outputs, credential, { query: '{ __schema { queryType { name } } }' });
    return refusal(answer) ?? 'yes';
  },
};

const mutation: Field = {
  name: 'publishJobProgress',
  async ask(outputs, credential) {
    const query = 'mutation ($input: JobProgressInput!) { publishJobProgress(input: $input) { jobId } }';
    const answer = await send(outputs, credential, { query, variables: { input: progressInput('of no tenant') } });
    return refusal(answer) ?? 'yes';
  },
};

/** Every field of Query, the fields of Job that have resolvers of their own, the mutation, and introspection. */
export const FIELDS: readonly Field[] = [...ofJob, ...lists, mutation, introspection];
