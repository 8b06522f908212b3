import type { JobSelection } from '../client/job/watch-jobs.ts';
import { JOB_STATUSES } from '../client/job/job-statuses.ts';
import { nonEmpty, parseCommandLine, UsageError } from '../local/command-line.ts';
import { type AccessOptions, parseAccessOptions } from './access-options.ts';

/** Which jobs are watched. */
export type Subject =
  | {
      jobIds: string[];
      /** Whether jobs that nobody knows are waited for. */
      wait: boolean;
    }
  | {
      selection: JobSelection;
      /** How many of the newest jobs are found. */
      limit: number;
      /** Whether it ends when all that was found has ended. */
      untilEnded: boolean;
    };

/** What `npm run watch` was asked for. */
export type WatchOptions = {
  subject: Subject;
  /** Whether updates are printed as JSON. */
  json: boolean;
  access: AccessOptions;
};

/** AppSync: a connection holds so many subscriptions. */
const MOST_JOB_IDS = 200;
const MOST_LIMIT = 1_000;

/** What `npm run watch -- --help` prints. */
export const USAGE = `Usage: npm run watch -- [options] JOBID...
       npm run watch -- [options] --status STATUS | --metadata KEY=VALUE | --queue NAME

Shows how far jobs are, until they have ended: bars on a terminal, elsewhere a line
with every change of status and every 10 %.

Which jobs:
  JOBID...                 these, ${MOST_JOB_IDS} at most
  --wait                   wait for those that nobody knows yet
  --status STATUS          all in a status: ${JOB_STATUSES.join(', ')}
  --metadata KEY=VALUE     all with a pair of user metadata
  --queue NAME             all in a queue, of a name or ARN
                           These three watch on for new jobs, until Ctrl-C, and each
                           job to its end, whatever status or queue it goes to.
  --until-ended            end when all the jobs that were found have ended
  --limit N                find the newest N (default 100, at most ${MOST_LIMIT})

How:
  --json                   print the whole progress with every update, one JSON object
                           a line; npm run --silent keeps npm's own lines away

Which API:
  --endpoint URL           its GraphQL URL (default: the local stack that is running)
  --realtime-endpoint URL  its WebSocket's URL, if not the one that belongs to the endpoint
  --outputs FILE           of the local stack (default .local/outputs.json)

Who asks (default: JOB_PROGRESS_API_KEY; of the local stack, its own key):
  --api-key KEY            an API key, for all to see in the list of processes
  --token                  the token of a user pool or OpenID Connect issuer that is in
                           JOB_PROGRESS_TOKEN
  --token-file FILE        such a token, read anew for every connection and query
  --iam                    the AWS credentials of the environment, as the AWS CLI finds them
  --region REGION          for --iam, if the endpoint does not tell it

  --help                   show this

Exit status, the first that holds:
  130  interrupted by Ctrl-C; as shells have it for other signals
    2  a wrong option
    1  it cannot be watched: nothing answers from the beginning, or the API refuses
    3  a job ended with ERROR
    4  a job was CANCELED
    5  nobody knows a job of that id, MediaConvert no longer knows it, or none was found
    0  all the jobs are COMPLETE
`;

/** Reads the options of `npm run watch`. Throws a `UsageError` for what it does not understand; null when help is wanted. */
export function parseWatchOptions(argv: string[], env: NodeJS.ProcessEnv): WatchOptions | null {
  const { values, positionals } = parseCommandLine({
    args: argv,
    allowPositionals: true,
    options: {
      wait: { type: 'boolean', default: false },
      status: { type: 'string' },
      metadata: { type: 'string' },
      queue: { type: 'string' },
      'until-ended': { type: 'boolean', default: false },
      limit: { type: 'string' },
      json: { type: 'boolean', default: false },
      endpoint: { type: 'string' },
      'realtime-endpoint': { type: 'string' },
      outputs: { type: 'string' },
      'api-key': { type: 'string' },
      token: { type: 'boolean', default: false },
      'token-file': { type: 'string' },
      iam: { type: 'boolean', default: false },
      region: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  return {
    subject: subject({ ...values, jobIds: positionals }),
    json: values.json,
    access: parseAccessOptions(values, env),
  };
}

function subject(values: {
  jobIds: string[];
  wait: boolean;
  status?: string | undefined;
  metadata?: string | undefined;
  queue?: string | undefined;
  'until-ended': boolean;
  limit?: string | undefined;
}): Subject {
  const { status, metadata, queue, limit, 'until-ended': untilEnded, wait } = values;
  const jobIds = [...new Set(values.jobIds.map((jobId) => nonEmpty('JOBID', jobId)))];
  const selections: JobSelection[] = [];
  if (status !== undefined) selections.push({ status: jobStatus(status) });
  if (metadata !== undefined) selections.push({ userMetadata: metadataPair(metadata) });
  if (queue !== undefined) selections.push({ queue: nonEmpty('--queue', queue) });
  const [selection, another] = selections;

  if (another !== undefined || (selection !== undefined && jobIds.length > 0)) {
    throw new UsageError('JOBID, --status, --metadata and --queue do not go together');
  }
  if (selection !== undefined) {
    if (wait) throw new UsageError('--wait is for a JOBID');
    return { selection, untilEnded, limit: limit === undefined ? 100 : jobLimit(limit) };
  }
  if (untilEnded || limit !== undefined) {
    throw new UsageError(`${untilEnded ? '--until-ended' : '--limit'} is for --status, --metadata and --queue`);
  }
  if (jobIds.length === 0) throw new UsageError('nothing to watch: name a JOBID, --status, --metadata or --queue');
  if (jobIds.length > MOST_JOB_IDS) {
    throw new UsageError(`at most ${MOST_JOB_IDS} jobs can be watched by their ids, not ${jobIds.length}`);
  }
  return { jobIds, wait };
}

function jobStatus(value: string) {
  const found = JOB_STATUSES.find((status) => status === value);
  if (found === undefined) throw new UsageError(`--status must be one of ${JOB_STATUSES.join(', ')}, not '${value}'`);
  return found;
}

function metadataPair(pair: string): { key: string; value: string } {
  const separator = pair.indexOf('=');
  if (separator < 1) throw new UsageError(`--metadata must be KEY=VALUE, not '${pair}'`);
  return { key: pair.slice(0, separator), value: pair.slice(separator + 1) };
}

function jobLimit(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > MOST_LIMIT) {
    throw new UsageError(`--limit must be a number from 1 to ${MOST_LIMIT}, not '${value}'`);
  }
  return number;
}
