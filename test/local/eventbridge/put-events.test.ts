import { describe, expect, it } from 'vitest';
import { putEvents } from '../../../local/eventbridge/put-events.ts';

const home = { region: 'us-east-1', accountId: '000000000000' };
const now = new Date('2026-01-02T03:04:05.678Z');
const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string;
const entry = { Source: 'aws.mediaconvert', DetailType: 'State', Detail: '{"a":1}' };

describe('putEvents', () => {
  it('makes an event of an entry, `aws.` sources included', () => {
    expect(putEvents({ Entries: [entry] }, home, now)).toEqual({
      results: [{ EventId: UUID }],
      events: [
        {
          version: '0',
          id: UUID,
          'detail-type': 'State',
          source: 'aws.mediaconvert',
          account: '000000000000',
          time: '2026-01-02T03:04:05Z',
          region: 'us-east-1',
          resources: [],
          detail: { a: 1 },
        },
      ],
    });
  });

  it('keeps `Time` in whole seconds, and `Resources`', () => {
    const outcome = putEvents({ Entries: [{ ...entry, Time: 1_524_866_232.9, Resources: ['arn:x'] }] }, home, now);
    expect(outcome).toMatchObject({ events: [{ time: '2018-04-27T21:57:12Z', resources: ['arn:x'] }] });
  });

  it.each<[string, object, object]>([
    ['no `Source`', { Source: undefined }, required('Source')],
    ['an empty `DetailType`', { DetailType: '' }, required('DetailType')],
    ['no `Detail`', { Detail: undefined }, required('Detail')],
    [
      'a `Detail` that is not JSON',
      { Detail: '{' },
      { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
    ],
    [
      'a `Detail` that is no object',
      { Detail: '[]' },
      { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
    ],
  ])('refuses an entry with %s and takes the rest', (_, change, error) => {
    const outcome = putEvents({ Entries: [{ ...entry, ...change }, entry] }, home, now);
    expect(outcome).toMatchObject({ results: [error, { EventId: UUID }], events: [{ detail: { a: 1 } }] });
  });

  it('takes what is for another bus and delivers it nowhere', () => {
    const other = { ...entry, EventBusName: 'arn:aws:events:us-east-1:000000000000:event-bus/other' };
    expect(putEvents({ Entries: [other] }, home, now)).toEqual({ results: [{ EventId: UUID }], events: [] });
  });

  it.each<[string, unknown, string]>([
    ['no entries', { Entries: [] }, 'greater than or equal to 1'],
    ['eleven entries', { Entries: Array(11).fill(entry) }, 'less than or equal to 10'],
    ['a body that is no request', 'x', 'must be a list of entries'],
    ['more than 256 KB', { Entries: [{ ...entry, Detail: `{"a":"${'x'.repeat(262_144)}"}` }] }, 'over the limit'],
  ])('refuses %s as a whole', (_, body, message) => {
    expect(putEvents(body, home, now)).toEqual({
      status: 400,
      __type: 'ValidationException',
      message: expect.stringContaining(message) as string,
    });
  });
});

function required(name: string): object {
  return {
    ErrorCode: 'InvalidArgument',
    ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
  };
}
