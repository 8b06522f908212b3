import { describe, expect, it } from 'vitest';
import { UsageError } from '../../local/command-line.ts';
import { parseRedriveOptions } from '../../redrive/options.ts';

const DEFAULTS = {
  stack: { outputsFile: '.local/outputs.json' },
  queues: ['events', 'analyses', 'undelivered'],
  poison: false,
  rate: 50,
  dryRun: false,
};

describe('the options of `npm run redrive`', () => {
  it.each([
    ['', {}],
    ['--outputs o.json', { stack: { outputsFile: 'o.json' } }],
    ['--stack S', { stack: { stackName: 'S', region: undefined } }],
    ['--stack S --region eu-west-1', { stack: { stackName: 'S', region: 'eu-west-1' } }],
    ['--queue analyses', { queues: ['analyses'] }],
    ['--queue undelivered --queue events --queue events', { queues: ['events', 'undelivered'] }],
    ['--poison --dry-run --rate 0.5', { poison: true, dryRun: true, rate: 0.5 }],
  ])("are read from '%s'", (words, changes) => {
    expect(parseRedriveOptions(words.split(' ').filter((word) => word !== ''))).toEqual({ ...DEFAULTS, ...changes });
  });

  it('are not read where `--help` is asked for', () => {
    expect(parseRedriveOptions(['--help', '--rate', 'x'])).toBeNull();
  });

  it.each([
    [['--quue', 'events'], /^Unknown option '--quue'$/],
    [['events'], /^Unexpected argument 'events'/],
    [['--queue', 'dead'], /^--queue must be events or analyses or undelivered, not 'dead'$/],
    [['--rate', '0'], /^--rate must be a number above 0, not '0'$/],
    [['--rate', 'Infinity'], /^--rate must be a number above 0, not 'Infinity'$/],
    [['--outputs', ''], /^--outputs must not be empty$/],
    [['--stack', ''], /^--stack must not be empty$/],
    [['--stack', 'S', '--region', ''], /^--region must not be empty$/],
    [['--region', 'eu-west-1'], /^--region is for --stack$/],
    [['--stack', 'S', '--outputs', 'o'], /^--stack and --outputs do not go together$/],
  ])('refuse %j', (argv, message) => {
    const read = () => parseRedriveOptions(argv);
    expect(read).toThrow(UsageError);
    expect(read).toThrow(message);
  });
});
