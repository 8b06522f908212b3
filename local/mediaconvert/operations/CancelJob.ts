import { answer, conflict, notFound } from '../answers.ts';
import { apiCallRecord } from '../api-call-records.ts';
import { isAlive } from '../job.ts';
import { finish } from '../play-job.ts';
import { arnOf } from '../queues.ts';
import { stateChange } from '../state-change.ts';
import type { Operation } from './operation.ts';

/**
 * Cancels a job that waits or progresses. No CANCELED follows when it was waiting: the record of the call is all there is.
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs-id.html; the missing event is a report of users.
 * UNSURE: that another job is answered with a ConflictException, and its words.
 */
export const CancelJob: Operation = {
  method: 'DELETE',
  path: /^\/jobs\/([^/]+)$/,
  permissions: (_request, place, id) => [{ action: 'mediaconvert:CancelJob', resources: [arnOf(place, 'jobs', id)] }],
  handle(request, { jobs, queues, place, send }, id) {
    const job = jobs.find(id);
    if (job === undefined || job.simulation.forget) return notFound(`There is no job with the id ${id}`);
    if (!isAlive(job)) return conflict(`The job ${id} is ${job.status}: it can be cancelled no more`);
    const wasWaiting = job.status === 'SUBMITTED';
    finish(job, 'CANCELED');
    send(
      job,
      apiCallRecord(request, place, { eventName: 'CancelJob', requestParameters: { id }, responseElements: null }),
    );
    if (wasWaiting) queues.withdraw(job);
    else send(job, stateChange(job, place, { status: 'CANCELED' }));
    job.stopping.abort();
    return answer(202, {});
  },
};
