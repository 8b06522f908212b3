import type { MediaConvertJobProgressProps } from '../../../infra/props.ts';
import { propertiesOf, type Synthesis, synthesize } from '../synthesize.ts';

/** A metric as an alarm of the template has it. */
export type AlarmMetric = { MetricStat?: { Metric: { MetricName: string }; Period: number; Stat: string } };

/** An alarm as the template has it. */
export type AlarmProperties = {
  AlarmDescription: string;
  Metrics?: AlarmMetric[];
  Threshold: number;
  AlarmActions?: string[];
  OKActions?: string[];
} & Record<string, unknown>;

/** A widget of a dashboard's body. */
export type Widget = { type: string; properties: { title?: string; markdown?: string; metrics?: unknown[][] } };

/** What watches the stack: the alarms by name, and the widgets of the dashboard. */
export type Monitored = { synthesis: Synthesis; alarms: Record<string, AlarmProperties>; widgets: Widget[] };

/** Synthesises the stack and reads its monitoring. */
export function monitored(props: MediaConvertJobProgressProps = {}): Monitored {
  const synthesis = synthesize(props);
  const alarms = Object.entries(synthesis.resources).flatMap(([name, { Type: type, Properties: properties }]) =>
    type === 'AWS::CloudWatch::Alarm'
      ? [[name.replace(/^Monitoring/, ''), properties as AlarmProperties] as const]
      : [],
  );
  const { DashboardBody: body } = propertiesOf(synthesis, 'MonitoringDashboard');
  const { widgets } = JSON.parse(String(body)) as { widgets: Widget[] };
  return { synthesis, alarms: Object.fromEntries(alarms), widgets };
}

/** The metrics that an alarm counts. */
export function metricsOf({ Metrics: metrics }: AlarmProperties): AlarmMetric[] {
  return metrics === undefined ? [{}] : metrics.filter(({ MetricStat: stat }) => stat !== undefined);
}
