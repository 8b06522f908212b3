import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobProgress } from '../../client/job/job-progress.ts';
import { watchCommand } from '../../watch/watch-command.ts';
import { type JobApi, serveJobApi } from '../client/serve-job-api.ts';
import { sampleEvent } from '../end-to-end/test-stack.ts';
import { createPipe, createTerminal, modesOf, screenOf } from './terminal.ts';

const STARTED = 1671477617078;
const AT_ONCE = { baseMs: 2, maximumMs: 10, random: () => 0.5 };

describe('`npm run watch`', () => {
  let api: JobApi;
  beforeAll(async () => {
    api = await serveJobApi();
  });
  afterAll(() => api.close());

  /** Has the collector take an event of a job, `step` seconds after its beginning. */
  const take = async (jobId: string, status: string, step: number, detail: object = {}): Promise<number> => {
    const event = await sampleEvent(status, jobId, STARTED + step * 1_000);
    Object.assign(event.detail, detail);
    return api.take(event);
  };
  const progressTo = (jobId: string, jobPercentComplete: number): Promise<number> =>
    take(jobId, 'STATUS_UPDATE', jobPercentComplete, {
      jobProgress: { jobPercentComplete, currentPhase: 'TRANSCODING', retryCount: 0 },
    });

  /** Carries the command out, with the API's own key unless another environment is given. */
  function watch(argv: string[], { stdout = createPipe(), env = { JOB_PROGRESS_API_KEY: api.apiKey } } = {}) {
    const [stderr, stopping] = [createPipe(), new AbortController()];
    const withEndpoint = argv.includes('--endpoint') ? argv : ['--endpoint', api.graphqlUrl, ...argv];
    const surroundings = { stdout, stderr, env, signal: stopping.signal, backoff: AT_ONCE };
    return { status: watchCommand(withEndpoint, surroundings), stdout, stderr, stop: () => stopping.abort(130) };
  }

  /** The command in a process of its own. */
  function watchInProcess(argv: string[], env: NodeJS.ProcessEnv) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'watch/main.ts', '--endpoint', api.graphqlUrl, ...argv], {
      env: { ...process.env, ...env },
    });
    const [stderr, closed] = [text(child.stderr), once(child, 'close')];
    return { child, ended: closed.then(async ([status]) => ({ status: status as number, stderr: await stderr })) };
  }

  it('prints every update whole with `--json`, and nothing else', async () => {
    await take('json', 'PROGRESSING', 1);
    const { status, stdout, stderr } = watch(['--json', 'json']);
    await stdout.until('\n');
    const versions = [1, await progressTo('json', 42), await take('json', 'COMPLETE', 60)];

    expect(await status).toBe(0);
    const lines = stdout.text().trimEnd().split('\n');
    const jobs = lines.map((line) => JSON.parse(line) as JobProgress);
    expect(jobs.map(({ jobId, version }) => [jobId, version])).toEqual(versions.map((version) => ['json', version]));
    expect(jobs.map(({ progressMetrics }) => progressMetrics.percentJobComplete)).toEqual([null, 42, 100]);
    expect(jobs.at(-1)).toMatchObject({ status: 'COMPLETE', queueName: 'Default', eventTimes: {} });
    expect(stderr.text()).toBe('');
  });

  it('prints a line with every change of status and every 10 % into a pipe', async () => {
    const { status, stdout } = watch(['--wait', 'lines']);
    await stdout.until('Not known yet');
    await take('lines', 'PROGRESSING', 1);
    for (const percent of [3, 8, 14, 17, 31]) await progressTo('lines', percent);
    await take('lines', 'CANCELED', 60);

    expect(await status).toBe(4);
    const lines = stdout.text().trimEnd().split('\n');
    expect(lines.map((line) => line.replace(/, .*/, '').replaceAll(/\s+/g, ' '))).toEqual([
      'lines Not known yet',
      'lines Running',
      'lines 3% Transcoding',
      'lines 14% Transcoding',
      'lines 31% Transcoding',
      'lines 31% Canceled',
    ]);
  });

  it('draws bars on a terminal, which stay with what became of each job', async () => {
    const terminal = createTerminal();
    for (const jobId of ['bar-1', 'bar-2']) await take(jobId, 'PROGRESSING', 1);
    const { status } = watch(['bar-1', 'bar-2'], { stdout: terminal });
    await progressTo('bar-2', 50);
    await terminal.until('50%  Transcoding');
    await take('bar-1', 'COMPLETE', 60);
    await take('bar-2', 'ERROR', 60);

    expect(await status).toBe(3);
    const [first, second, ...rest] = screenOf(terminal.text());
    expect(first).toMatch(/^bar-1 +█{10} {2}100% {2}Complete/);
    expect(second).toMatch(/^bar-2 +█{5}░{5} {3}50% {2}Failed, Error 1040: /);
    expect(rest.join('')).toBe('');
    expect(modesOf(terminal.text())).toEqual(['?25l', '?7l', '?25h', '?7h']);
  });

  it.each([
    ['a job that ended with `ERROR`', ['was-complete', 'was-error', 'was-canceled'], 3],
    ['a job that was `CANCELED`', ['was-complete', 'was-canceled'], 4],
    ['a job that nobody knows', ['was-complete', 'was-never'], 5],
    ['complete jobs alone', ['was-complete'], 0],
  ])('tells %s by its exit status', async (_, jobIds, expected) => {
    await Promise.all(
      jobIds
        .filter((jobId) => jobId !== 'was-never')
        .map((jobId) => take(jobId, jobId.replace('was-', '').toUpperCase(), 60)),
    );
    expect(await watch(jobIds).status).toBe(expected);
  });

  it('watches the jobs of a status to their end', async () => {
    const { status, stdout } = watch(['--status', 'SUBMITTED', '--until-ended', '--json']);
    expect(await status).toBe(5);
    await take('early', 'PROGRESSING', 1);
    const jobs = watch(['--status', 'PROGRESSING', '--until-ended']);
    await jobs.stdout.until('early');
    await take('late', 'PROGRESSING', 1);
    await jobs.stdout.until('late');
    await take('early', 'COMPLETE', 60);
    await take('late', 'COMPLETE', 60);

    expect(await jobs.status).toBe(0);
    expect(stdout.text()).toBe('');
  });

  it('goes on after the server has restarted, and says so', async () => {
    await take('restart', 'PROGRESSING', 1);
    const { status, stdout, stderr } = watch(['restart']);
    await stdout.until('Running');
    await api.restart();
    await stderr.until('connected again');
    await progressTo('restart', 70);
    await take('restart', 'COMPLETE', 90);

    expect(await status).toBe(0);
    expect(stderr.text()).toBe('The connection was closed: trying again\nconnected again\n');
    expect(stdout.text()).toMatch(/70% {2}Transcoding/);
  });

  it('leaves the bars and gives the cursor back when it is interrupted', async () => {
    const terminal = createTerminal();
    await take('stopped', 'PROGRESSING', 1);
    const { status, stop } = watch(['stopped'], { stdout: terminal });
    await terminal.until('Running');
    stop();

    expect(await status).toBe(130);
    expect(screenOf(terminal.text())[0]).toMatch(/^stopped .*Running/);
    expect(modesOf(terminal.text()).slice(-2)).toEqual(['?25h', '?7h']);
  });

  it('says in one line that the API refuses, without the key', async () => {
    const { status, stdout, stderr } = watch(['job'], { env: { JOB_PROGRESS_API_KEY: 'da2-wrong' } });
    expect(await status).toBe(1);
    expect(stderr.text()).toMatch(/^npm run watch: cannot watch, the API refuses: .+\n$/);
    expect(stderr.text()).not.toContain('da2-wrong');
    expect(stdout.text()).toBe('');
  });

  it('says in one line that nothing answers', async () => {
    const { status, stderr } = watch(['job', '--endpoint', 'http://127.0.0.1:9/graphql']);
    expect(await status).toBe(1);
    expect(stderr.text()).toBe('npm run watch: cannot reach http://127.0.0.1:9/graphql: The connection failed\n');
  });

  it('explains itself with `--help`', async () => {
    const { status, stdout } = watch(['--help']);
    expect(await status).toBe(0);
    expect(stdout.text()).toMatch(/^Usage: npm run watch -- .*JOBID/);
  });

  it('refuses a wrong option with status 2, in a process of its own', async () => {
    expect(await watchInProcess(['--nope'], {}).ended).toEqual({
      status: 2,
      stderr: "npm run watch: Unknown option '--nope'\nSee npm run watch -- --help\n",
    });
  });

  it('signs with the AWS credentials of the environment, and ends with 130 on SIGINT', async () => {
    await take('iam', 'PROGRESSING', 1);
    const { accessKeyId, secretAccessKey } = api.watcher;
    const { child, ended } = watchInProcess(['iam', '--iam', '--region', api.region], {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    child.kill('SIGINT');

    expect(line.toString()).toMatch(/^iam +Running\n$/);
    expect(await ended).toEqual({ status: 130, stderr: '' });
  });

  it('ends when nobody reads any more', async () => {
    await take('unread', 'PROGRESSING', 1);
    const { child, ended } = watchInProcess(['unread', '--json'], { JOB_PROGRESS_API_KEY: api.apiKey });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    await progressTo('unread', 50);

    expect(await ended).toEqual({ status: 141, stderr: '' });
  });
});
