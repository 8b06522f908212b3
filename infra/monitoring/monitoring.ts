import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  AlarmStatusWidget,
  ComparisonOperator,
  Dashboard,
  type IAlarmAction,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { DefaultDashboards, type IDynamicDashboardFactory, MonitoringFacade } from 'cdk-monitoring-constructs';
import { Construct } from 'constructs';
import type { Analysis } from '../analysis/analysis.ts';
import type { ProgressApi } from '../api/progress-api.ts';
import type { Archive } from '../archive/archive.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { AlarmProps } from '../props.ts';
import type { Reconciler } from '../reconciliation/reconciler.ts';
import type { JobStreams } from '../store/job-streams.ts';
import type { JobTables } from '../store/job-tables.ts';
import { type AlarmRule, alarmRules } from './alarms.ts';
import { jobWidgets } from './job-widgets.ts';
import { addServiceSegments, serviceWidgets } from './service-widgets.ts';

/** What monitoring needs to know. */
export interface MonitoringProps {
  /** The value of the dimension `service` of the metrics. */
  readonly serviceName: string;
  /** The tables to watch. */
  readonly tables: JobTables;
  /** The streams to watch, unless there are none. */
  readonly streams: JobStreams | undefined;
  /** The API to watch. */
  readonly api: ProgressApi;
  /** The way of an event, to watch. */
  readonly ingest: Ingest;
  /** The way of a job's media, to watch. */
  readonly analysis: Analysis;
  /** The reconciler to watch. */
  readonly reconciler: Reconciler;
  /** The archive to watch, unless there is none. */
  readonly archive: Archive | undefined;
  /** The SNS topic that alarms notify; undefined for none. */
  readonly alarmTopicArn: string | undefined;
  /** When alarms go off. */
  readonly thresholds: AlarmProps;
}

/** A CloudWatch dashboard and alarms. */
export class Monitoring extends Construct {
  /** Answers how jobs fare, by queue, and how the way of an event does. */
  readonly dashboard: Dashboard;
  /** The alarms by name. */
  readonly alarms: Readonly<Record<string, Alarm>>;

  constructor(scope: Construct, id: string, props: MonitoringProps) {
    super(scope, id);
    const { alarmTopicArn, serviceName } = props;
    const action =
      alarmTopicArn === undefined ? undefined : new SnsAction(Topic.fromTopicArn(this, 'AlarmTopic', alarmTopicArn));
    // The library's alarms have physical names, and its sums add up to nothing where one metric of several has no data.
    this.alarms = Object.fromEntries(
      Object.entries(alarmRules(props)).map(([name, rule]) => [name, addAlarm(this, name, rule, action)]),
    );

    const dashboard = new Dashboard(this, 'Dashboard', { defaultInterval: Duration.hours(3) });
    this.dashboard = dashboard;
    dashboard.addWidgets(
      new AlarmStatusWidget({ alarms: Object.values(this.alarms), title: 'Alarms', width: 24, height: 4 }),
    );
    dashboard.addWidgets(...jobWidgets(serviceName));
    dashboard.addWidgets(...serviceWidgets(props));
    // The library would give its dashboard a physical name, so it fills this one.
    const dashboardFactory: IDynamicDashboardFactory = {
      addDynamicSegment: (segment) => {
        dashboard.addWidgets(...segment.widgetsForDashboard(DefaultDashboards.DETAIL));
      },
      getDashboard: () => dashboard,
    };
    addServiceSegments(new MonitoringFacade(this, 'Services', { dashboardFactory }), props);
  }
}

function addAlarm(scope: Construct, name: string, rule: AlarmRule, action: IAlarmAction | undefined): Alarm {
  const alarm = new Alarm(scope, name, {
    metric: rule.metric,
    threshold: rule.threshold,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    datapointsToAlarm: rule.datapoints,
    evaluationPeriods: rule.periods,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `${rule.says} What to do: docs/runbooks.md#${rule.runbook}`,
  });
  if (action !== undefined) {
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
  return alarm;
}
