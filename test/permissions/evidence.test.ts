import { describe, expect, it } from 'vitest';
import type { AccessDecision } from '../../local/iam/access-decision.ts';
import { evidenceOf, type Faults } from './evidence.ts';
import type { Grant } from './grants.ts';

const ROLE = 'arn:aws:sts::000000000000:assumed-role/Reader/local';

const grant = (action: string, resource = 'Table'): Grant => ({
  grantee: 'Reader',
  action,
  resource,
  allows: (made) => made.principal.arn === ROLE && made.action === action && made.resource === resource,
});

const call = (action: string, more: { arn?: string; service?: string; denied?: true } = {}): AccessDecision => ({
  principal: {
    ...{ arn: more.arn ?? ROLE, accountId: '000000000000', userId: 'AROA:local', context: {}, statements: [] },
    ...(more.service !== undefined && { service: more.service }),
  },
  action,
  resource: 'Table',
  decision: more.denied ? 'NOT_ALLOWED' : 'ALLOWED',
});

const exception = { name: 'logs', grantees: /^Reader$/, actions: ['logs:PutLogEvents'], reason: 'Lambda logs.' };

const faultsOf = (...given: Parameters<typeof evidenceOf>): Faults => evidenceOf(...given).faults;
const NONE = { denied: [], unused: [], stale: [], unexplained: [] };

describe('the evidence', () => {
  it('finds no fault when all that is granted is used, or excepted', () => {
    const grants = [grant('dynamodb:GetItem'), grant('logs:PutLogEvents', 'Log')];
    const { proofs, faults } = evidenceOf(grants, [call('dynamodb:GetItem')], [exception]);
    expect(faults).toEqual(NONE);
    expect(proofs.map(({ isUsed, exception: reason }) => [isUsed, reason?.name])).toEqual([
      [true, undefined],
      [false, 'logs'],
    ]);
  });

  it('names what is granted and never used', () => {
    expect(faultsOf([grant('dynamodb:GetItem'), grant('dynamodb:PutItem')], [call('dynamodb:GetItem')], [])).toEqual({
      ...NONE,
      unused: ['Reader: dynamodb:PutItem on Table'],
    });
  });

  it('takes no grant for used whose calls another grant allows, too', () => {
    const twice = grant('dynamodb:GetItem');
    expect(faultsOf([twice, { ...twice, grantee: 'Again' }], [call('dynamodb:GetItem')], [])).toEqual({
      ...NONE,
      unused: ['Reader: dynamodb:GetItem on Table', 'Again: dynamodb:GetItem on Table'],
    });
  });

  it('names what roles and services of the stack were denied, once, and not what others were', () => {
    const refused = [
      call('dynamodb:PutItem', { denied: true }),
      call('dynamodb:PutItem', { denied: true }),
      call('sqs:SendMessage', { denied: true, service: 'events.amazonaws.com' }),
      call('dynamodb:GetItem', { denied: true, arn: 'arn:aws:iam::000000000000:user/none' }),
    ];
    expect(faultsOf([], refused, [])).toEqual({
      ...NONE,
      denied: [`${ROLE}: dynamodb:PutItem on Table`, 'events.amazonaws.com: sqs:SendMessage on Table'],
    });
  });

  it('names an exception for what is granted to nobody, or is used after all', () => {
    expect(faultsOf([grant('dynamodb:GetItem')], [call('dynamodb:GetItem')], [exception]).stale).toEqual([
      'logs: nobody is granted logs:PutLogEvents',
    ]);
    expect(faultsOf([grant('logs:PutLogEvents')], [call('logs:PutLogEvents')], [exception]).stale).toEqual([
      'logs: used after all: Reader: logs:PutLogEvents on Table',
    ]);
  });

  it('excepts what is granted on the resources that the exception names, and nothing else', () => {
    const onLogs = { ...exception, resources: /^Log$/ };
    const grants = [grant('logs:PutLogEvents', 'Log'), grant('logs:PutLogEvents', 'Table')];
    expect(faultsOf(grants, [], [onLogs])).toEqual({ ...NONE, unused: ['Reader: logs:PutLogEvents on Table'] });
  });

  it('names what was allowed by no grant that it knows', () => {
    expect(faultsOf([], [call('dynamodb:GetItem')], [])).toEqual({
      ...NONE,
      unexplained: [`${ROLE}: dynamodb:GetItem on Table`],
    });
  });
});
