import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, isAllowed } from '../../../local/iam/evaluate.ts';
import type { Principal, Statement } from '../../../local/iam/principal.ts';
import { matchesArn, matchesWildcard } from '../../../local/iam/wildcard.ts';

const ACCOUNT = '000000000000';
const TABLE = `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/jobs`;
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:events`;
const RULE = `arn:aws:events:us-east-1:${ACCOUNT}:rule/jobs`;

const role = (...statements: Statement[]): Principal => ({
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Collector/local`,
  accountId: ACCOUNT,
  userId: 'AROA:local',
  context: {},
  statements,
});
const eventBridge: Principal = {
  ...role(),
  arn: `arn:aws:iam::${ACCOUNT}:user/events`,
  service: 'events.amazonaws.com',
  context: { 'aws:SourceArn': RULE, 'aws:SourceAccount': ACCOUNT },
};
const allow = (Action: string | string[], Resource: string | string[] = '*'): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const deny = (Action: string, Resource = '*'): Statement => ({ Effect: 'Deny', Action, Resource });

describe('identity-based statements', () => {
  it.each<[what: string, statements: Statement[], decision: string]>([
    ['nothing', [], 'NOT_ALLOWED'],
    ['the action on the resource', [allow('dynamodb:PutItem', TABLE)], 'ALLOWED'],
    ['the action in other letters', [allow('DynamoDB:putitem', TABLE)], 'ALLOWED'],
    ['the resource in other letters', [allow('dynamodb:PutItem', TABLE.replace('jobs', 'Jobs'))], 'NOT_ALLOWED'],
    ['one of many', [allow(['dynamodb:GetItem', 'dynamodb:Put*'], ['arn:x', TABLE])], 'ALLOWED'],
    ['another action', [allow('dynamodb:GetItem', TABLE)], 'NOT_ALLOWED'],
    ['the index only', [allow('dynamodb:*', `${TABLE}/index/*`)], 'NOT_ALLOWED'],
    ['everything but a Deny', [allow('*'), deny('dynamodb:PutItem')], 'EXPLICITLY_DENIED'],
    ['a Deny elsewhere', [allow('*'), deny('dynamodb:PutItem', QUEUE)], 'ALLOWED'],
    ['`NotAction` of others', [{ Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' }], 'ALLOWED'],
    ['`NotAction` of this one', [{ Effect: 'Allow', NotAction: 'dynamodb:*', Resource: '*' }], 'NOT_ALLOWED'],
    ['`NotResource` of others', [{ Effect: 'Allow', Action: '*', NotResource: QUEUE }], 'ALLOWED'],
    ['`NotResource` of this one', [{ Effect: 'Allow', Action: '*', NotResource: TABLE }], 'NOT_ALLOWED'],
    ['no resource', [{ Effect: 'Allow', Action: '*' }], 'NOT_ALLOWED'],
    ['a policy variable', [allow('*', `${TABLE}\${aws:username}`)], 'NOT_ALLOWED'],
    ['a Deny with a policy variable', [allow('*'), deny('*', 'x${aws:username}')], 'EXPLICITLY_DENIED'],
  ])('%s: PutItem is decided as it says', (_what, statements, decision) => {
    expect(decide(role(...statements), 'dynamodb:PutItem', TABLE)).toBe(decision);
  });
});

describe('conditions', () => {
  const condition = (Condition: Statement['Condition']): Statement => ({
    ...allow('*'),
    ...(Condition && { Condition }),
  });
  it.each<[Statement['Condition'], boolean]>([
    [{ StringEquals: { 'aws:PrincipalAccount': ACCOUNT } }, true],
    [{ StringEquals: { 'AWS:principalaccount': ACCOUNT } }, true],
    [{ StringEquals: { 'aws:PrincipalAccount': ['1', ACCOUNT] } }, true],
    [{ StringEquals: { 'aws:PrincipalAccount': '1' } }, false],
    [{ StringNotEquals: { 'aws:PrincipalAccount': '1' } }, true],
    [{ StringNotEquals: { 'aws:PrincipalAccount': ['1', ACCOUNT] } }, false],
    [{ StringEquals: { 'aws:SourceVpc': 'vpc' } }, false],
    [{ StringNotEquals: { 'aws:SourceVpc': 'vpc' } }, true],
    [{ StringEqualsIfExists: { 'aws:SourceVpc': 'vpc' } }, true],
    [{ StringLike: { 'aws:PrincipalArn': '*:role/Coll?ctor' } }, true],
    [{ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::*:role/*` } }, true],
    [{ ArnEquals: { 'aws:PrincipalArn': `arn:aws:*:role/*` } }, false],
    [{ Bool: { 'aws:SecureTransport': 'true' } }, true],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, false],
    [{ Null: { 'aws:SourceVpc': 'true' } }, true],
    [{ Null: { 'aws:PrincipalArn': 'true' } }, false],
    [{ Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'aws:PrincipalAccount': '1' } }, false],
    [{}, true],
  ])('%j holds: %s', (given, holds) => {
    expect(isAllowed(role(condition(given)), 'sqs:SendMessage', QUEUE)).toBe(holds);
  });

  it.each<Statement['Condition']>([
    { DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' } },
    { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['a'] } },
    { StringEquals: { 'aws:PrincipalArn': '${aws:username}' } },
  ])('%j cannot be decided: it never allows and always denies', (given) => {
    const undecidable = condition(given);
    expect(decide(role(undecidable), 'sqs:SendMessage', QUEUE)).toBe('NOT_ALLOWED');
    expect(decide(role(allow('*'), { ...undecidable, Effect: 'Deny' }), 'sqs:SendMessage', QUEUE)).toBe(
      'EXPLICITLY_DENIED',
    );
  });
});

describe('statements of the resource', () => {
  const send = (named: unknown, more: Partial<Statement> = {}): Statement => ({
    ...allow('sqs:SendMessage', QUEUE),
    Principal: named,
    ...more,
  });
  const EVENTS = { Service: 'events.amazonaws.com' };
  const COLLECTOR = `arn:aws:iam::${ACCOUNT}:role/Collector`;
  it.each<[what: string, Principal, Statement, boolean]>([
    ['a service', eventBridge, send(EVENTS), true],
    ['a service for a rule', eventBridge, send(EVENTS, { Condition: { ArnEquals: { 'aws:SourceArn': RULE } } }), true],
    [
      'a service for another',
      eventBridge,
      send(EVENTS, { Condition: { ArnEquals: { 'aws:SourceArn': QUEUE } } }),
      false,
    ],
    ['another service', eventBridge, send({ Service: 'sns.amazonaws.com' }), false],
    ['a service, asked by a role', role(), send(EVENTS), false],
    ['everybody', role(), send('*'), true],
    ['every AWS principal', role(), send({ AWS: '*' }), true],
    ['the role', role(), send({ AWS: ['arn:x', COLLECTOR] }), true],
    ['the session', role(), send({ AWS: role().arn }), true],
    ['another role', role(), send({ AWS: `${COLLECTOR}2` }), false],
    ['the account: its policies decide', role(), send({ AWS: `arn:aws:iam::${ACCOUNT}:root` }), false],
    ['nobody', role(), allow('sqs:SendMessage', QUEUE), false],
    ['all but one', role(), { ...allow('*', QUEUE), NotPrincipal: 'x' } as Statement, false],
  ])('that allow %s', (_what, principal, statement, allowed) => {
    expect(isAllowed(principal, 'sqs:SendMessage', QUEUE, [statement])).toBe(allowed);
  });

  it.each<[what: string, unknown]>([
    ['everybody', '*'],
    ['the account', { AWS: ACCOUNT }],
    ['the role', { AWS: COLLECTOR }],
  ])('that deny %s win over an Allow of the identity', (_what, named) => {
    const denied: Statement = { ...deny('sqs:*', QUEUE), Principal: named };
    expect(decide(role(allow('*')), 'sqs:SendMessage', QUEUE, [denied])).toBe('EXPLICITLY_DENIED');
  });

  it('that deny plain HTTP let a loopback request through', () => {
    const enforceTls: Statement = {
      ...deny('sqs:*', QUEUE),
      Principal: { AWS: '*' },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    };
    expect(isAllowed(role(allow('*')), 'sqs:SendMessage', QUEUE, [enforceTls])).toBe(true);
  });
});

describe('properties', () => {
  const action = fc.constantFrom('sqs:SendMessage', 'dynamodb:PutItem', 'kinesis:PutRecords');
  const pattern = fc.constantFrom('*', 'sqs:*', 'sqs:SendMessage', 'dynamodb:Put*', 's3:*', '?ynamodb:*');
  const resource = fc.constantFrom('*', TABLE, QUEUE, 'arn:aws:sqs:*', `${TABLE}*`);
  const statement = fc.record({
    Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    Action: pattern,
    Resource: resource,
  });
  const statements = fc.array(statement, { maxLength: 5 });
  const asked = fc.constantFrom(TABLE, QUEUE);

  it('a Deny more never allows more, and an Allow more never less', () => {
    fc.assert(
      fc.property(statements, statement, action, asked, (given, one, asking, on) => {
        const before = isAllowed(role(...given), asking, on);
        const after = isAllowed(role(...given, one), asking, on);
        expect(one.Effect === 'Deny' ? !after || before : after || !before).toBe(true);
      }),
    );
  });

  it('the order of statements means nothing', () => {
    fc.assert(
      fc.property(statements, action, asked, (given, asking, on) => {
        expect(decide(role(...given.toReversed()), asking, on)).toBe(decide(role(...given), asking, on));
      }),
    );
  });

  it('a wildcard matches what the same regular expression matches', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/') });
    const wild = fc.string({ unit: fc.constantFrom('a', 'b', ':', '*', '?') });
    fc.assert(
      fc.property(wild, text, (glob, subject) => {
        const expression = new RegExp(`^${glob.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
        expect(matchesWildcard(glob, subject)).toBe(expression.test(subject));
      }),
      { numRuns: 2000 },
    );
  });

  it('a wildcard takes no more than pattern × text', () => {
    expect(matchesWildcard(`${'*a'.repeat(2_000)}b`, 'a'.repeat(10_000))).toBe(false);
  });

  it('a wildcard of an ARN stays within its part', () => {
    expect(
      ['arn:aws:sqs:*:*:events', 'arn:aws:sqs:*:events', 'arn:aws:sqs:*', 'arn:*:*:*:*:*'].map((arn) =>
        matchesArn(arn, QUEUE),
      ),
    ).toEqual([true, false, false, true]);
    expect(matchesArn('arn:aws:logs:*:*:log-group:*', 'arn:aws:logs:r:a:log-group:x:*')).toBe(true);
  });
});
