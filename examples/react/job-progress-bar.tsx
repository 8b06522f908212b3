import type { JobProgress } from 'mediaconvert-job-progress/client';
import type { JobProgressElement, JobProgressEvents } from 'mediaconvert-job-progress/element';
import { type ReactNode, useEffect, useRef } from 'react';

/** `<job-progress>` as a component. React 18 hears none of an element's own events, so this listens to them. */
export function JobProgressBar({
  jobId,
  children,
  onComplete,
}: {
  jobId: string;
  /** Names the bar. */
  children?: ReactNode;
  /** Called when the job is complete. */
  onComplete?: (job: JobProgress) => void;
}) {
  const element = useRef<JobProgressElement>(null);
  useEffect(() => {
    const bar = element.current;
    const hear = (event: Event): void => onComplete?.((event as JobProgressEvents['complete']).detail.job);
    bar?.addEventListener('complete', hear);
    return () => bar?.removeEventListener('complete', hear);
  }, [onComplete]);
  return (
    <job-progress ref={element} job-id={jobId}>
      {children}
    </job-progress>
  );
}
