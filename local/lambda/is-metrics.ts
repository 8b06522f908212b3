/**
 * Whether a line that a function printed is metrics for CloudWatch in its embedded metric format, and tells people nothing.
 * AWS: Amazon CloudWatch User Guide, "Specification: Embedded metric format".
 */
export function isMetrics(line: string): boolean {
  // Most lines are none; parsing is for those that may be.
  if (!line.includes('"CloudWatchMetrics"')) return false;
  try {
    const { _aws: metadata } = JSON.parse(line) as { _aws?: { CloudWatchMetrics?: unknown } };
    return Array.isArray(metadata?.CloudWatchMetrics);
  } catch {
    return false;
  }
}
