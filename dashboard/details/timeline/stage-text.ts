import type { JobProgress } from '../../../client/job/job-progress.ts';
import type { StageName } from './timeline.ts';

const NAMES: Record<StageName, string> = {
  QUEUED: 'Queued',
  EARLIER: 'First attempt',
  PROBING: 'Probing',
  TRANSCODING: 'Transcoding',
  UPLOADING: 'Uploading',
  RUNNING: 'Running',
  UNKNOWN: 'Stages not known',
};

/** What a stage of a job is called on the page: `Queued`, `First 2 attempts`. */
export function stageText(name: StageName, { progressMetrics }: JobProgress): string {
  const retries = progressMetrics.retryCount ?? 0;
  return name === 'EARLIER' && retries > 1 ? `First ${retries} attempts` : NAMES[name];
}
