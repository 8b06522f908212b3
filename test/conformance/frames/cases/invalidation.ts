import { type FrameCase, publish, seen, type Step } from '../frame-case.ts';

const subscribe = (id: string, group: string): Step => ({
  subscribe: {
    id,
    query: 'subscription ($group: String!) { onPublishInvalidated(group: $group) { id } }',
    variables: { group },
  },
});
const invalidate = (...invalidations: { subscriptionField: string; payload: Record<string, unknown> }[]): Step => ({
  publish: {
    query: 'mutation ($json: AWSJSON!) { invalidate(json: $json) }',
    variables: { json: JSON.stringify(invalidations) },
  },
});
const told = (id: string): Step => ({
  expect: { id, type: 'complete', payload: { message: 'Subscription complete.' } },
});

/** Subscriptions that a mutation ends. */
export const INVALIDATION: FrameCase[] = [
  {
    name: 'ends the subscription, and the connection with all that is on it',
    evidence: 'U',
    steps: [
      subscribe('1', 'invalid'),
      { subscribe: { id: 'sibling', query: 'subscription { onPublish(group: "sibling") { id } }' } },
      invalidate({ subscriptionField: 'onPublishInvalidated', payload: { group: 'invalid' } }),
      told('1'),
      { expectClose: [1000, 1005, 1006] },
    ],
  },
  {
    name: 'tells each subscription of the connection that it ends',
    evidence: 'U',
    steps: [
      subscribe('1', 'invalid one'),
      subscribe('2', 'invalid two'),
      invalidate(
        { subscriptionField: 'onPublishInvalidated', payload: { group: 'invalid one' } },
        { subscriptionField: 'onPublishInvalidated', payload: { group: 'invalid two' } },
      ),
      told('1'),
      told('2'),
      { expectClose: [1000, 1005, 1006] },
    ],
  },
  {
    name: 'leaves alone what its payload does not match, other fields, and subscriptions without such a filter',
    evidence: 'D',
    steps: [
      subscribe('1', 'valid'),
      { subscribe: { id: '2', query: 'subscription { onPublish(text: "valid") { id } }' } },
      invalidate(
        { subscriptionField: 'onPublishInvalidated', payload: { group: 'other' } },
        { subscriptionField: 'onPublishInvalidated', payload: {} },
        { subscriptionField: 'onPublish', payload: { group: 'valid', text: 'valid' } },
        { subscriptionField: 'onNothing', payload: { group: 'valid' } },
      ),
      publish({ id: 'a', text: 'valid' }),
      seen('2', 'onPublish', { id: 'a' }),
      subscribe('3', 'valid'),
    ],
  },
];
