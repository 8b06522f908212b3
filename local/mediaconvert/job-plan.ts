/** What happens to a played job. Durations are milliseconds. */
export type JobPlan = {
  /** The object key of the input. */
  input: string;
  userMetadata: Record<string, string>;
  video: { width: number; height: number; frameRate: number; codec: string; frames: number };
  outputs: 'HLS' | 'FILE';
  /** The queue that the job is submitted to, and after how long it hops to the default queue. */
  hop?: { from: string; afterMs: number };
  probingMs: number;
  transcodingMs: number;
  uploadingMs: number;
  updateIntervalMs: number;
  /** Whether the service can estimate: some inputs give no percentages at all. */
  hasPercentages: boolean;
  /** A warning half-way through. */
  warning?: { code: string; message: string };
  /** How it ends, and for an early end, after which share of transcoding. */
  end:
    | { status: 'COMPLETE' }
    | { status: 'ERROR'; at: number; code: number; message: string }
    | { status: 'CANCELED'; at: number };
};

/** How long the job occupies its queue once it left it. */
export function processingMs({ probingMs, transcodingMs, uploadingMs, end }: JobPlan): number {
  return end.status === 'COMPLETE'
    ? probingMs + transcodingMs + uploadingMs
    : probingMs + Math.round(transcodingMs * end.at);
}

/** The same job on a clock that runs `speed` times as fast. */
export function atSpeed(plan: JobPlan, speed: number): JobPlan {
  const scaled = (durationMs: number): number => Math.max(1, Math.round(durationMs / speed));
  return {
    ...plan,
    ...(plan.hop && { hop: { ...plan.hop, afterMs: scaled(plan.hop.afterMs) } }),
    probingMs: scaled(plan.probingMs),
    transcodingMs: scaled(plan.transcodingMs),
    uploadingMs: scaled(plan.uploadingMs),
    updateIntervalMs: scaled(plan.updateIntervalMs),
  };
}
