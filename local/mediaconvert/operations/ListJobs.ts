import { answer, badRequest } from '../answers.ts';
import { JOB_STATUSES } from '../job.ts';
import { jobAnswer } from '../job-answer.ts';
import { listPage } from '../list-page.ts';
import { arnOf } from '../queues.ts';
import type { Operation } from './operation.ts';

/**
 * Lists jobs by their creation. A queue selects the jobs that were submitted to it.
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs.html
 * UNSURE: the newest come first when no order is asked for; a queue that does not exist is a BadRequestException.
 */
export const ListJobs: Operation = {
  method: 'GET',
  path: /^\/jobs$/,
  permissions: ({ url }, place) => [
    {
      action: 'mediaconvert:ListJobs',
      resources: [arnOf(place, 'queues', url.searchParams.get('queue')?.replace(/^arn:.*:queues\//, '') ?? '*')],
    },
  ],
  handle({ url: { searchParams } }, { jobs, queues, place }) {
    const status = searchParams.get('status');
    if (status !== null && !JOB_STATUSES.some((known) => known === status)) {
      return badRequest(`status must be ${JOB_STATUSES.join(' or ')}, not '${status}'`);
    }
    const asked = searchParams.get('queue');
    const queue = asked === null ? null : queues.find(asked);
    if (queue === undefined) return badRequest(`There is no queue '${asked ?? ''}'`);
    const selected = jobs
      .all()
      .filter((job) => !job.simulation.forget)
      .filter(
        (job) => (status === null || job.status === status) && (queue === null || job.submissionQueue === queue.name),
      );
    const page = listPage(selected, searchParams, { keyOf: ({ sequence }) => sequence, order: 'DESCENDING' });
    if (typeof page === 'string') return badRequest(page);
    const { items, ...next } = page;
    return answer(200, { jobs: items.map((job) => jobAnswer(job, place)), ...next });
  },
};
