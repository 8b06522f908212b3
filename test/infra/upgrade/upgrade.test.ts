/**
 * What an upgrade does to a stack that is deployed. Two files stand for such stacks:
 *
 * - `logical-ids.json`: the resources that must keep their logical ids, for under another one CloudFormation makes a new resource and
 *   deletes the old. A new resource is a new line. Whoever means it renews the file, by `npx vitest run test/infra/upgrade -u`, and says in
 *   the changelog what a removed line costs.
 * - `baseline.json`: what holds data of the template of the last release. A release renews it, by
 *   `node --import tsx test/infra/upgrade/renew-baseline.ts`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import { PROP_NAMES } from '../../../infra/check-props.ts';
import type { MediaConvertJobProgressProps } from '../../../infra/props.ts';
import { EVERYTHING } from '../everything.ts';
import { shortName } from '../short-name.ts';
import { type DeployedTemplate, lossesBetween, statefulPart, templateWith } from './deployed-template.ts';

const defaults = templateWith();
const everything = templateWith(EVERYTHING);

/** What becomes of resources that hold data: the impact by the name of the resource. */
function lossesOfData(before: DeployedTemplate, after: DeployedTemplate): Record<string, string> {
  const losses = lossesBetween(statefulPart(before), statefulPart(after));
  return Object.fromEntries(Object.entries(losses).map(([id, impact]) => [shortName(id), impact]));
}

describe('the logical ids', () => {
  const stateful = statefulPart(everything).Resources;
  const outputs = JSON.stringify(everything.Outputs);
  const isPinned = (id: string, type: string): boolean =>
    id in stateful || /^AWS::(AppSync|Lambda::Function)/.test(type) || outputs.includes(`"${id}"`);

  it('of what holds data, of the API, of functions and of what outputs name are as they were', async () => {
    const pinned = Object.entries(everything.Resources)
      .map(([id, { Type: type }]): [string, string] => [id, type])
      .filter(([id, type]) => isPinned(id, type))
      .sort(([one], [other]) => (one < other ? -1 : 1));

    await expect(`${JSON.stringify(Object.fromEntries(pinned), null, 2)}\n`).toMatchFileSnapshot('logical-ids.json');
  });

  it('are the same whatever else is on', () => {
    expect(Object.keys(defaults.Resources).filter((id) => !(id in everything.Resources))).toEqual([]);
  });
});

describe('an upgrade from the last release', () => {
  it('replaces and deletes nothing that holds data', () => {
    const baseline = JSON.parse(readFileSync(join(import.meta.dirname, 'baseline.json'), 'utf8')) as DeployedTemplate;

    expect(Object.keys(baseline.Resources)).not.toEqual([]);
    expect(lossesOfData(baseline, defaults)).toEqual({});
  });
});

describe('a change of the template', () => {
  const changed = (name: string, change: (resource: { Properties?: Record<string, unknown> }) => void) => {
    const template = structuredClone(defaults);
    for (const [id, resource] of Object.entries(template.Resources)) if (shortName(id) === name) change(resource);
    return template;
  };

  it('that replaces a table is found out', () => {
    const after = changed('TablesJobTable', ({ Properties: properties = {} }) => {
      properties['KeySchema'] = [{ AttributeName: 'jobId', KeyType: 'HASH' }];
    });

    expect(lossesOfData(defaults, after)).toEqual({ TablesJobTable: 'WILL_REPLACE' });
  });

  it('that gives a stream another id is found out', () => {
    const { Resources: resources } = structuredClone(defaults);
    const renamed = Object.entries(resources).map(([id, resource]) => [
      id.replace('EventStream', 'RawStream'),
      resource,
    ]);

    expect(lossesOfData(defaults, { Resources: Object.fromEntries(renamed) as DeployedTemplate['Resources'] })).toEqual(
      {
        StreamsEventStream: 'WILL_DESTROY',
      },
    );
  });

  it('that turns everything on replaces and deletes no resource at all', () => {
    expect(lossesBetween(defaults, everything)).toEqual({});
  });
});

describe('a change of props', () => {
  const OIDC = { issuer: 'https://login.example' };
  const TENANCY = { claim: 'custom:tenant', metadataKey: 'tenant' };
  const KEY_DAYS_MS = 30 * 86_400_000;
  const NO_KEY = { ApiGraphQLDefaultApiKey: 'WILL_DESTROY' };

  /** What is changed, props before, props after, and the resources that are lost for it. */
  const CHANGES: [string, MediaConvertJobProgressProps, MediaConvertJobProgressProps, Record<string, string>][] = [
    [
      'of limits, modes, filters and observability',
      {},
      {
        eventTableTtlDays: 7,
        jobTableTtlDays: 30,
        eventStreamRetentionHours: 48,
        jobStreamRetentionHours: 48,
        metricStreamRetentionHours: 48,
        streamMode: 'PROVISIONED',
        streamShards: 4,
        eventFilter: { userMetadata: { application: ['Foo'] } },
        removalPolicy: RemovalPolicy.RETAIN,
        deletionProtection: true,
        apiKeyExpires: new Date(Date.now() + KEY_DAYS_MS).toISOString().slice(0, 10),
        introspection: false,
        waf: { requestsPerFiveMinutes: 500 },
        archive: { expirationDays: 30 },
        dashboard: true,
        alarmTopicArn: 'arn:aws:sns:us-east-1:123456789012:alarms',
        alarms: { stalledJobs: 3 },
        logRetentionDays: RetentionDays.ONE_MONTH,
        tracing: false,
        ingest: { batchSize: 5, timeoutSeconds: 30, maxReceiveCount: 3, retryDelaySeconds: 5, memorySizeMiB: 1024 },
        mediaBuckets: ['media-in'],
        analysis: { timeoutSeconds: 600, maxConcurrency: 2 },
        reconciliation: { intervalMinutes: 10 },
      },
      {},
    ],
    [
      'to no monitoring, and to other ways of authorization beside the key',
      {},
      { monitoring: false, discoverSubmitted: true, auth: ['OIDC', 'API_KEY', 'COGNITO'], oidc: OIDC },
      {},
    ],
    ['to IAM alone', {}, { auth: ['IAM'] }, NO_KEY],
    ['to tenants', {}, { auth: ['COGNITO'], tenancy: TENANCY }, NO_KEY],
    [
      'to a given user pool',
      { auth: ['COGNITO'] },
      { auth: ['COGNITO'], userPoolId: 'us-east-1_AbCdEfGhI' },
      { ApiUserPool: 'WILL_DESTROY', ApiUserPoolClient: 'WILL_DESTROY' },
    ],
    [
      'to no streams',
      {},
      { streams: false },
      {
        StreamsEventStream: 'WILL_DESTROY',
        StreamsJobStream: 'WILL_DESTROY',
        StreamsMetricStream: 'WILL_DESTROY',
      },
    ],
  ];

  it.each(CHANGES)('%s loses what is said, and nothing else that holds data', (_, before, after, losses) => {
    const template = Object.keys(before).length === 0 ? defaults : templateWith(before);

    expect(lossesOfData(template, templateWith(after))).toEqual(losses);
  });

  it('is tried for every prop', () => {
    const tried = new Set(CHANGES.flatMap(([, , after]) => Object.keys(after)));

    expect(PROP_NAMES.filter((name) => !tried.has(name))).toEqual([]);
  });
});
