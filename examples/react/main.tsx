import { apiKey, createClient } from 'mediaconvert-job-progress/client';
import { configure } from 'mediaconvert-job-progress/element';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { JobProgressBar } from './job-progress-bar.tsx';
import { JobRow } from './job-row.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element with the id root');
const { jobId = '', endpoint = '', apiKey: key = '' } = root.dataset;

/** One connection for all elements and hooks. */
const client = createClient(endpoint, apiKey(key));
configure({ client });

function Jobs() {
  const [complete, setComplete] = useState('');
  return (
    <>
      <JobProgressBar jobId={jobId} onComplete={(job) => setComplete(job.jobId)}>
        holiday.mp4
      </JobProgressBar>
      <JobRow client={client} jobId={jobId} />
      {complete !== '' && <output>{complete} is complete</output>}
    </>
  );
}

createRoot(root).render(
  <StrictMode>
    <Jobs />
  </StrictMode>,
);
