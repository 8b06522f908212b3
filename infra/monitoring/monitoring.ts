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
import { type AlarmRule, alarmRules } from './alarms.ts';
import { jobWidgets } from './job-widgets.ts';
import type { MonitoringProps } from './monitoring-props.ts';
import { addServiceSegments, serviceWidgets } from './service-widgets.ts';

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
