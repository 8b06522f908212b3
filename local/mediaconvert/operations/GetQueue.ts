import { answer, notFound } from '../answers.ts';
import { arnOf, queueAnswer } from '../queues.ts';
import type { Operation } from './operation.ts';

/** AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/queues-name.html */
export const GetQueue: Operation = {
  method: 'GET',
  path: /^\/queues\/([^/]+)$/,
  permissions: (_request, place, name) => [
    { action: 'mediaconvert:GetQueue', resources: [arnOf(place, 'queues', name)] },
  ],
  handle(_request, { queues }, name) {
    const queue = queues.find(name);
    return queue === undefined ? notFound(`There is no queue ${name}`) : answer(200, { queue: queueAnswer(queue) });
  },
};
