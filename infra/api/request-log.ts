import type { RemovalPolicy } from 'aws-cdk-lib';
import { type CfnGraphQLApi, FieldLogLevel } from 'aws-cdk-lib/aws-appsync';
import { CfnRolePolicy, PolicyDocument, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { allow } from '../allow.ts';

/** What the log of an API needs to know. */
export interface RequestLogProps {
  /** The API that writes it. */
  readonly api: CfnGraphQLApi;
  /** Days that it is kept. */
  readonly logRetentionDays: RetentionDays;
  /** What becomes of it when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

/**
 * The log of an API: a summary of each request, and the errors of its fields. Queries, variables, headers and what resolvers
 * send and get are left out, for they hold tokens, and the settings of jobs.
 */
export class RequestLog extends Construct {
  /** What AppSync writes. */
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, { api, logRetentionDays, removalPolicy }: RequestLogProps) {
    super(scope, id);
    // CDK's own way to log, the construct's `logConfig`, lets AppSync write to every log of the account, and sets the retention by a
    // function of its own.
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('appsync.amazonaws.com') });
    api.logConfig = {
      cloudWatchLogsRoleArn: role.roleArn,
      fieldLogLevel: FieldLogLevel.ERROR,
      excludeVerboseContent: true,
    };
    acknowledge(api, {
      'AwsSolutions-ASC3': 'Requests are logged, but not what is in them: they hold tokens, and the settings of jobs.',
    });
    // AWS: AppSync writes to this name and no other. https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html
    this.logGroup = new LogGroup(this, 'Group', {
      logGroupName: `/aws/appsync/apis/${api.attrApiId}`,
      retention: logRetentionDays,
      removalPolicy,
    });
    // The name has the id of the API, which names the role: only a policy that comes after both can name the log. Until then AppSync
    // may not write, and it may never make the group itself, which would be there for good.
    new CfnRolePolicy(this, 'Policy', {
      roleName: role.roleName,
      policyName: 'Write',
      policyDocument: new PolicyDocument({
        statements: [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], this.logGroup.logGroupArn)],
      }),
    });
  }
}
