import { describe, expect, it } from 'vitest';
import { UsageError } from '../../local/command-line.ts';
import { parseStartOptions } from '../../local/options.ts';

describe('the options of `npm start`', () => {
  it('have defaults', () => {
    expect(parseStartOptions([])).toEqual({
      port: 4000,
      workload: true,
      dynamodb: 'dynalite',
      outputsFile: '.local/outputs.json',
      context: {},
      speed: 1,
    });
  });

  it('are read, `--context` as often as it comes', () => {
    const words =
      '--port 0 --no-workload --data d --dynamodb local --outputs o --context a=1=2 --context b= --speed 2.5 ' +
      '--chaos all --chaos-seed 7';
    expect(parseStartOptions(words.split(' '))).toEqual({
      port: 0,
      workload: false,
      dataDirectory: 'd',
      dynamodb: 'local',
      outputsFile: 'o',
      context: { a: '1=2', b: '' },
      speed: 2.5,
      chaos: { profile: 'all', seed: 7 },
    });
  });

  it('are not read where `--help` is asked for', () => {
    expect(parseStartOptions(['--help'])).toBeNull();
  });

  it.each([
    [['--prot', '1'], /^Unknown option '--prot'$/],
    [['--port', 'x'], /^--port must be a number from 0 to 65535, not 'x'$/],
    [['--port', '65536'], /^--port must be a number from 0 to 65535, not '65536'$/],
    [['--speed', '0'], /^--speed must be a number above 0, not '0'$/],
    [['--dynamodb', 'mysql'], /^--dynamodb must be dynalite or local, not 'mysql'$/],
    [['--context', 'x'], /^--context must be KEY=VALUE, not 'x'$/],
    [['--context', '=x'], /^--context must be KEY=VALUE, not '=x'$/],
    [['--chaos', 'monkey'], /^--chaos must be one of throttles, failures, .*, all, not 'monkey'$/],
    [['--chaos', 'all', '--chaos-seed', '1.5'], /^--chaos-seed must be a whole number from 0 to \d+, not '1\.5'$/],
    [['--chaos-seed', '1'], /^--chaos-seed says nothing without --chaos$/],
    [['stray'], /^Unexpected argument 'stray'/],
  ])('refuse %j in one clear line', (args, line) => {
    expect(() => parseStartOptions(args)).toThrow(UsageError);
    expect(() => parseStartOptions(args)).toThrow(line);
  });
});
