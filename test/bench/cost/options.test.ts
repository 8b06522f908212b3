import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { DEFAULTS, parseCostOptions, USAGE } from '../../../bench/cost/options.ts';
import { UsageError } from '../../../local/command-line.ts';

describe('parseCostOptions', () => {
  it('has a default for everything', () => {
    expect(parseCostOptions([])).toEqual({ ...DEFAULTS, json: false });
  });

  it('reads every option', () => {
    const line =
      '--jobs 2e6 --interval 10 --minutes 7.5 --subscribers 0 --inputs 3 --archive --events-ttl-days 90 ' +
      '--collector-ms 50 --analyzer-ms 900 --json';
    expect(parseCostOptions(line.split(' '))).toEqual({
      ...{ jobs: 2_000_000, interval: 10, minutes: 7.5, subscribers: 0, inputs: 3, streams: true, archive: true },
      ...{ eventsTtlDays: 90, collectorMs: 50, analyzerMs: 900, json: true },
    });
    expect(parseCostOptions(['--no-streams'])).toMatchObject({ streams: false, archive: false });
  });

  it('is null when help is wanted, which names every option and the defaults', () => {
    expect(parseCostOptions(['--help'])).toBeNull();
    for (const value of [DEFAULTS.jobs, DEFAULTS.interval, DEFAULTS.minutes, DEFAULTS.collectorMs, DEFAULTS.analyzerMs])
      expect(USAGE).toContain(`(default ${value}`);
  });

  it.each([
    [['--job', '1'], "Unknown option '--job'"],
    [['--jobs', '-1'], /--jobs/],
    [['--jobs', 'many'], "--jobs must be 0 or a number above it, not 'many'"],
    [['--interval', '7'], /^--interval must be one of 10, 12, 15, .* 600, not '7'$/],
    [['--minutes', ''], "--minutes must be 0 or a number above it, not ''"],
    [['--subscribers', 'Infinity'], "--subscribers must be 0 or a number above it, not 'Infinity'"],
    [['--inputs', '0.5'], "--inputs must be 1 or more, not '0.5'"],
    [['--inputs', '0'], "--inputs must be a number above 0, not '0'"],
    [['--events-ttl-days', '0'], "--events-ttl-days must be a number above 0, not '0'"],
    [['--archive', '--no-streams'], '--archive needs the streams: leave out --no-streams'],
    [['1000'], /Unexpected argument '1000'/],
  ])('refuses %j', (argv, message) => {
    expect(() => parseCostOptions(argv)).toThrow(UsageError);
    expect(() => parseCostOptions(argv)).toThrow(message);
  });
});

describe('`npm run cost`', () => {
  it('refuses a wrong option in one clear line, with status 2', async () => {
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', 'bench/cost.ts', '--interval', '61']);
    await expect(run).rejects.toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^npm run cost: --interval must be one of .*, not '61'\n$/) as string,
    });
  });
});
