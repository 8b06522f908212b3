/** What the page does when a job has ended: here it says so. */
for (const bar of document.querySelectorAll('job-progress')) {
  const say = (text) => (document.querySelector('output').textContent = text);
  bar.addEventListener('complete', ({ detail }) => say(`${detail.job.jobId} is complete`));
  bar.addEventListener('error', ({ detail }) => say(detail.error?.message ?? `${detail.job.jobId} has failed`));
}
