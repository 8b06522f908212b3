import { describe, expect, it } from 'vitest';
import { UsageError } from '../../local/command-line.ts';
import { parseWatchOptions } from '../../watch/options.ts';

const KEY = { JOB_PROGRESS_API_KEY: 'da2-key' };
const AWS = 'https://abcdefghijklmnopqrstuvwxyz.appsync-api.eu-west-1.amazonaws.com/graphql';

describe('the options of `npm run watch`', () => {
  it('watch jobs of the local stack by their ids, each once', () => {
    expect(parseWatchOptions(['a', 'b', 'a'], {})).toEqual({
      subject: { jobIds: ['a', 'b'], wait: false },
      json: false,
      access: { outputsFile: '.local/outputs.json', identity: undefined },
    });
  });

  it.each([
    ['a --wait', { jobIds: ['a'], wait: true }],
    ['--status PROGRESSING', { selection: { status: 'PROGRESSING' }, limit: 100, untilEnded: false }],
    [
      '--metadata a=b=c --until-ended',
      { selection: { userMetadata: { key: 'a', value: 'b=c' } }, limit: 100, untilEnded: true },
    ],
    ['--metadata a=', { selection: { userMetadata: { key: 'a', value: '' } }, limit: 100, untilEnded: false }],
    ['--queue Default --limit 1000', { selection: { queue: 'Default' }, limit: 1000, untilEnded: false }],
  ])('say which jobs: `%s`', (words, subject) => {
    expect(parseWatchOptions(words.split(' '), {})?.subject).toEqual(subject);
  });

  it.each([
    ['', {}, { outputsFile: '.local/outputs.json', identity: undefined }],
    // A key of another API is not sent to the local stack.
    ['', KEY, { outputsFile: '.local/outputs.json', identity: undefined }],
    ['--outputs o --api-key k', {}, { outputsFile: 'o', identity: { apiKey: 'k' } }],
    ['--iam', {}, { outputsFile: '.local/outputs.json', identity: { iam: { region: undefined } } }],
    [`--endpoint ${AWS}`, KEY, { endpoint: AWS, identity: { apiKey: 'da2-key' } }],
    [`--endpoint ${AWS} --api-key k`, KEY, { endpoint: AWS, identity: { apiKey: 'k' } }],
    [`--endpoint ${AWS} --token`, { JOB_PROGRESS_TOKEN: 't' }, { endpoint: AWS, identity: { token: 't' } }],
    [`--endpoint ${AWS} --token-file f`, KEY, { endpoint: AWS, identity: { tokenFile: 'f' } }],
    [`--endpoint ${AWS} --iam`, {}, { endpoint: AWS, identity: { iam: { region: 'eu-west-1' } } }],
    [`--endpoint ${AWS} --iam --region x`, {}, { endpoint: AWS, identity: { iam: { region: 'x' } } }],
    [
      '--endpoint https://a.example/graphql --realtime-endpoint wss://b.example/ --iam',
      { AWS_REGION: 'us-east-1' },
      {
        endpoint: 'https://a.example/graphql',
        realtimeEndpoint: 'wss://b.example/',
        identity: { iam: { region: 'us-east-1' } },
      },
    ],
    ['--endpoint http://localhost:4000/graphql', KEY, { endpoint: 'http://localhost:4000/graphql' }],
    ['--endpoint http://[::1]:4000/graphql', KEY, { endpoint: 'http://[::1]:4000/graphql' }],
  ])('say which API, and who asks: `%s` with %j', (words, env, access) => {
    const argv = words.split(' ').filter((word) => word !== '');
    expect(parseWatchOptions(['a', ...argv], env)?.access).toMatchObject(access);
  });

  it('are not read where `--help` is asked for', () => {
    expect(parseWatchOptions(['--help'], {})).toBeNull();
  });

  it.each([
    [[], /^nothing to watch: name a JOBID, --status, --metadata or --queue$/],
    [['a', '--nope'], /^Unknown option '--nope'$/],
    [[''], /^JOBID must not be empty$/],
    [Array.from({ length: 201 }, (_, id) => `${id}`), /^at most 200 jobs can be watched by their ids, not 201$/],
    [['a', '--queue', 'q'], /do not go together$/],
    [['--queue', 'q', '--status', 'ERROR'], /do not go together$/],
    [['--queue', 'q', '--wait'], /^--wait is for a JOBID$/],
    [['a', '--until-ended'], /^--until-ended is for --status, --metadata and --queue$/],
    [['a', '--limit', '3'], /^--limit is for/],
    [['--queue', 'q', '--limit', '0'], /^--limit must be a number from 1 to 1000, not '0'$/],
    [['--status', 'running'], /^--status must be one of SUBMITTED, PROGRESSING, .*, not 'running'$/],
    [['--metadata', 'x'], /^--metadata must be KEY=VALUE, not 'x'$/],
    [['--metadata', '=x'], /^--metadata must be KEY=VALUE, not '=x'$/],
    [['a', '--endpoint', AWS], /^nobody asks: set JOB_PROGRESS_API_KEY, or give/],
    [['a', '--endpoint', 'nowhere', '--iam'], /^--endpoint must be a URL of https, .*, not 'nowhere'$/],
    [['a', '--endpoint', 'http://a.example/graphql', '--iam'], /^--endpoint must be a URL of https/],
    [
      ['a', '--endpoint', AWS, '--iam', '--realtime-endpoint', 'ws://a.example'],
      /^--realtime-endpoint must be a URL of wss/,
    ],
    [['a', '--realtime-endpoint', 'wss://a.example'], /^--realtime-endpoint is for --endpoint$/],
    [['a', '--endpoint', AWS, '--outputs', 'o'], /^--endpoint and --outputs do not go together$/],
    [['a', '--endpoint', 'https://a.example/graphql', '--iam'], /^--iam needs --region/],
    [['a', '--region', 'x'], /^--region is for --iam$/],
    [['a', '--token'], /^JOB_PROGRESS_TOKEN must not be empty$/],
    [['a', '--iam', '--api-key', 'k'], /^--api-key, --token, --token-file and --iam do not go together$/],
  ])('refuse %j in one clear line', (argv, line) => {
    expect(() => parseWatchOptions(argv, {})).toThrow(UsageError);
    expect(() => parseWatchOptions(argv, {})).toThrow(line);
  });
});
