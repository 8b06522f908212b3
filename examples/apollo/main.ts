import { createApolloClient } from './create-apollo-client.ts';
import { watchJob } from './watch-job.ts';

const main = document.querySelector('main');
const bar = document.querySelector('progress');
const output = document.querySelector('output');
if (main === null || bar === null || output === null) throw new Error('The page lacks an element');
const { jobId = '', endpoint = '', apiKey = '' } = main.dataset;

const stop = watchJob(
  createApolloClient(endpoint, apiKey),
  jobId,
  ({ status, progressMetrics: { percentJobComplete, currentPhase } }) => {
    // Without a value the bar is indeterminate.
    if (percentJobComplete === null) bar.removeAttribute('value');
    else bar.value = percentJobComplete;
    output.textContent = `${status} ${currentPhase ?? ''}`.trimEnd();
    if (['COMPLETE', 'CANCELED', 'ERROR'].includes(status)) stop();
  },
  (error) => console.error('The job cannot be watched', error),
);
