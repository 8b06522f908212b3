/**
 * Every two alternatives of props that can go together, in the rows of `table.json`: each row synthesizes, passes cdk-nag and
 * starts on one machine. Starting takes longest: `npm test` starts so many rows that every alternative is among them,
 * `npm run test:pairwise` all.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterAll, describe, expect, it } from 'vitest';
import { PROP_NAMES } from '../../infra/check-props.ts';
import { JobProgressStack } from '../../infra/job-progress-stack.ts';
import { administrator, createTenantWatcher } from '../end-to-end/tenant-watcher.ts';
import { startTestStack } from '../end-to-end/test-stack.ts';
import { nagFindings } from '../infra/safety/nag-findings.ts';
import { allPairs, pairsOf, placesOf, propsOf, type Row } from './rows.ts';

const table = JSON.parse(readFileSync(join(import.meta.dirname, 'table.json'), 'utf8')) as Row[];
// CDK bundles a function once for each directory that it synthesizes to.
const outdir = mkdtempSync(join(tmpdir(), 'pairwise-'));
afterAll(() => rmSync(outdir, { recursive: true }));

function appOf(row: Row): App {
  const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
  new JobProgressStack(app, 'MediaConvertJobProgress', propsOf(row));
  return app;
}

/** The first rows, each with an alternative that none before it has. */
function rowsWithEveryAlternative(): Row[] {
  const missing = new Set(PROP_NAMES.flatMap((name) => placesOf(name).map((place) => `${name} ${place}`)));
  return table.filter((row) => {
    const alternatives = PROP_NAMES.map((name) => `${name} ${row[name] ?? 0}`);
    return alternatives.filter((alternative) => missing.delete(alternative)).length > 0;
  });
}

const named = (rows: readonly Row[]): [string, Row][] => rows.map((row) => [`row ${table.indexOf(row) + 1}`, row]);

describe('the table', () => {
  const { possible, impossible } = allPairs();

  it('has every two alternatives that can go together; where one is missing, renew it', () => {
    const there = new Set(table.flatMap(pairsOf));

    expect(possible.filter((pair) => !there.has(pair))).toEqual([]);
  });

  it('leaves out only what the props are not allowed with', () => {
    const apart = new Set(impossible.map((pair) => pair.replace(/ \d+/g, '')));

    expect([...apart].sort()).toEqual([
      'apiKeyExpires, tenancy',
      'auth, apiKeyExpires',
      'auth, dashboard',
      'auth, oidc',
      'auth, tenancy',
      'auth, userPoolId',
      'eventFilter, discoverSubmitted',
      'monitoring, alarmTopicArn',
      'monitoring, alarms',
      'streamMode, streamShards',
      'streams, archive',
    ]);
  });
});

describe('the props of', () => {
  const started = process.env['ALL_ROWS'] === undefined ? rowsWithEveryAlternative() : table;
  const others = table.filter((row) => !started.includes(row));

  it.runIf(others.length > 0).for(named(others))('%s make a stack in which cdk-nag finds nothing', ([, row]) => {
    expect(nagFindings(appOf(row))).toEqual([]);
  });

  it.each(named(started))('%s make such a stack, and it starts on one machine, and answers', async (_, row) => {
    expect(nagFindings(appOf(row))).toEqual([]);
    const stack = await startTestStack({ assemblyDirectory: outdir, synthesize: () => Promise.resolve() });
    const client = createTenantWatcher(stack.outputs, administrator(stack.outputs));

    const answer = await client.ask('{ jobsByStatus(status: COMPLETE) { items { id } } }');

    client.close();
    await stack.close();
    expect(answer).toEqual({ jobsByStatus: { items: [] } });
  });
});
