/** AWS: Amazon CloudWatch User Guide, "Specification: Embedded metric format". */
type EmbeddedMetrics = {
  _aws?: { CloudWatchMetrics?: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[] };
};

/** Each metric that a line tells of, by its namespace, name and dimensions: what CloudWatch charges for as one metric. */
export function metricsIn(line: string): string[] {
  if (!line.includes('"CloudWatchMetrics"')) return [];
  const { _aws: metadata, ...values } = JSON.parse(line) as EmbeddedMetrics & Record<string, unknown>;
  return (metadata?.CloudWatchMetrics ?? []).flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) =>
      Metrics.map(({ Name }) => JSON.stringify([Namespace, Name, ...names.map((name) => [name, values[name]])])),
    ),
  );
}
