/**
 * Every two alternatives of props that can go together, in the rows of `table.json`: each row synthesizes, passes cdk-nag and
 * starts on one machine. Starting takes longest: `npm test` starts so many rows that every alternative is among them,
 * `npm run test:pairwise` all.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROP_NAMES } from '../../infra/check-props.ts';
import { appHere } from '../end-to-end/synthesize-here.ts';
import { administrator, createTenantWatcher } from '../end-to-end/tenant-watcher.ts';
import { startTestStack } from '../end-to-end/test-stack.ts';
import { nagFindings } from '../infra/safety/nag-findings.ts';
import { allPairs, pairsOf, placesOf, propsOf, type Row } from './rows.ts';

const table = JSON.parse(readFileSync(join(import.meta.dirname, 'table.json'), 'utf8')) as Row[];

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
    expect(nagFindings(appHere(propsOf(row)))).toEqual([]);
  });

  it.each(named(started))('%s make such a stack, and it starts on one machine, and answers', async (_, row) => {
    const app = appHere(propsOf(row));
    expect(nagFindings(app)).toEqual([]);
    const stack = await startTestStack({ assemblyDirectory: app.outdir, synthesize: () => Promise.resolve() });
    const client = createTenantWatcher(stack.outputs, administrator(stack.outputs));

    const answer = await client.ask('{ jobsByStatus(status: COMPLETE) { items { id } } }');

    client.close();
    await stack.close();
    expect(answer).toEqual({ jobsByStatus: { items: [] } });
  });
});
