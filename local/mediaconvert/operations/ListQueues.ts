import { answer, badRequest } from '../answers.ts';
import { listPage } from '../list-page.ts';
import { arnOf, queueAnswer } from '../queues.ts';
import type { Operation } from './operation.ts';

/**
 * Lists the queues in the order in which they were made. UNSURE: `listBy` is not looked at.
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/queues.html
 */
export const ListQueues: Operation = {
  method: 'GET',
  path: /^\/queues$/,
  permissions: (_request, place) => [{ action: 'mediaconvert:ListQueues', resources: [arnOf(place, 'queues', '*')] }],
  handle({ url }, { queues }) {
    const all = queues.all();
    const page = listPage(all, url.searchParams, { keyOf: (queue) => all.indexOf(queue), order: 'ASCENDING' });
    if (typeof page === 'string') return badRequest(page);
    const { items, ...next } = page;
    return answer(200, { queues: items.map(queueAnswer), ...next });
  },
};
