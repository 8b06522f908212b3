import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  CfnFunction,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeWildcards, type Wildcard } from '../acknowledge.ts';
import { allow } from '../allow.ts';
import type { BundleOptions } from './bundle-function.ts';
import { bundledCode } from './bundled-code.ts';
import { METRICS_NAMESPACE, type Observability } from './observability.ts';

/** What a Lambda function of this project needs to know. */
export interface BundledFunctionProps {
  /** What it does, in one line. */
  readonly description: string;
  /** The module that exports `handler`: a path from the root of the project. */
  readonly entry: string;
  /**
   * How its bundle differs from others.
   * @default - each of `BundleOptions`
   */
  readonly bundle?: BundleOptions;
  /** All that its role allows, besides writing its logs and traces. */
  readonly statements: readonly PolicyStatement[];
  /**
   * Why statements name resources by wildcards, for each of these.
   * @default - none
   */
  readonly wildcards?: readonly Wildcard[];
  /** What it is told. */
  readonly environment: Record<string, string>;
  /** Seconds that an invocation may take. */
  readonly timeoutSeconds: number;
  /** MiB of memory. */
  readonly memorySizeMiB: number;
  /** How it tells what it does. */
  readonly observability: Observability;
  /** What becomes of its logs when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

/** A Lambda function with a log group of its own, and a role that allows what it is told and nothing more. */
export class BundledFunction extends Construct {
  /** The function. */
  readonly lambdaFunction: LambdaFunction;
  /** Where it logs, as JSON lines. */
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: BundledFunctionProps) {
    super(scope, id);
    const { logRetentionDays, tracing } = props.observability;
    this.logGroup = new LogGroup(this, 'LogGroup', {
      retention: logRetentionDays,
      removalPolicy: props.removalPolicy,
    });
    const log = allow(['logs:CreateLogStream', 'logs:PutLogEvents'], this.logGroup.logGroupArn);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Permissions: new PolicyDocument({ statements: [...props.statements, log, ...(tracing ? [TRACE] : [])] }),
      },
    });
    acknowledgeWildcards(role, props.wildcards ?? []);
    this.lambdaFunction = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: bundledCode(props.entry, props.bundle),
      handler: 'index.handler',
      timeout: Duration.seconds(props.timeoutSeconds),
      memorySize: props.memorySizeMiB,
      role,
      logGroup: this.logGroup,
      // The Powertools write JSON whatever the format, and Lambda does not encode JSON again.
      loggingFormat: LoggingFormat.JSON,
      // AWS: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html: a line without a level,
      // which is what metrics are, counts as INFO. A higher level here would drop them all.
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      tracing: Tracing.DISABLED,
      environment: {
        ...props.environment,
        POWERTOOLS_SERVICE_NAME: props.observability.serviceName,
        POWERTOOLS_METRICS_NAMESPACE: METRICS_NAMESPACE,
      },
    });
    if (tracing) {
      turnOnTracing(this.lambdaFunction);
      acknowledgeWildcards(role, [{ resource: '*', reason: NO_XRAY_RESOURCES }]);
      acknowledge(role, { 'Serverless-LambdaStarPermissions': NO_XRAY_RESOURCES });
    } else {
      acknowledge(this.lambdaFunction, { 'Serverless-LambdaTracing': 'The prop `tracing` is false.' });
    }
  }
}

// AWS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
const NO_XRAY_RESOURCES = 'X-Ray has no resources that a policy could name for sending traces.';
const TRACE = allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*');

/** Does what CDK's own `tracing` does, but for the policy that this would add beside the role's. */
function turnOnTracing({ node }: LambdaFunction): void {
  const resource = node.defaultChild;
  if (!(resource instanceof CfnFunction)) throw new Error(`${node.path} has no AWS::Lambda::Function of its own`);
  resource.tracingConfig = { mode: Tracing.ACTIVE };
}
