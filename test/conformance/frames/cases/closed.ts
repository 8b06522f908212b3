import { ACK, type FrameCase, refused, seen, type Step } from '../frame-case.ts';

const INIT: Step = { send: { type: 'connection_init' } };
const ON_PUBLISH = 'subscription { onPublish(id: "a") { id } }';
const allowed = { authorization: 'allow' };
const failed = (error: Record<string, unknown>): Step => ({
  expect: { type: 'connection_error', payload: { errors: [error] } },
});
const CLOSED_BY: Step = { expectClose: [1000, 1005, 1006] };

/** An API whose default mode is a Lambda authorizer. */
export const CLOSED: FrameCase[] = [
  {
    name: 'accepts a connection with a token to which its authorizer says yes',
    evidence: 'D',
    connect: { as: allowed },
    steps: [INIT, ACK],
  },
  {
    name: 'tells a connection `UnauthorizedException` with a token to which its authorizer says no, then ends',
    evidence: 'U',
    connect: { as: { authorization: 'no' } },
    steps: [
      INIT,
      failed({
        errorType: 'UnauthorizedException',
        message: 'You are not authorized to make this call.',
        errorCode: 401,
      }),
      CLOSED_BY,
    ],
  },
  {
    name: 'tells a connection `UnauthorizedException` without a token, then ends',
    evidence: 'U',
    connect: { as: {} },
    steps: [
      INIT,
      failed({
        errorType: 'UnauthorizedException',
        message: 'Valid authorization header not provided.',
        errorCode: 401,
      }),
      CLOSED_BY,
    ],
  },
  {
    name: 'tells a connection `BadRequestException` when its authorizer fails, then ends',
    evidence: 'U',
    connect: { as: { authorization: 'fail' } },
    steps: [INIT, failed({ errorType: 'BadRequestException', errorCode: 400 }), CLOSED_BY],
  },
  {
    name: 'takes a `start` with a token, and delivers',
    evidence: 'D',
    steps: [
      { subscribe: { id: '1', query: ON_PUBLISH, as: allowed } },
      { publish: { query: 'mutation { publish(id: "b") { id } }', as: allowed } },
      { publish: { query: 'mutation { publish(id: "a") { id } }', as: allowed } },
      seen('1', 'onPublish', { id: 'a' }),
    ],
  },
  {
    name: 'refuses a `start` with a token to which its authorizer says no',
    evidence: 'U',
    steps: [
      { start: { id: '1', query: ON_PUBLISH, as: { authorization: 'no' } } },
      refused('1', { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' }),
    ],
  },
  {
    name: 'refuses a token a field of another mode',
    evidence: 'R',
    steps: [
      { start: { id: '1', query: 'subscription { onPublishKeyed { id } }', as: allowed } },
      refused('1', {
        errorType: 'Unauthorized',
        message: 'Not Authorized to access onPublishKeyed on type Subscription',
      }),
    ],
  },
  {
    name: 'refuses a token a field that its authorizer denies by name',
    evidence: 'U',
    steps: [
      { start: { id: '1', query: ON_PUBLISH, as: { authorization: 'allow but Subscription.onPublish' } } },
      refused('1', { errorType: 'Unauthorized', message: 'Not Authorized to access onPublish on type Subscription' }),
    ],
  },
];
