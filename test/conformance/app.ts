/**
 * The CDK app that deploys the APIs of the conformance suite into an account:
 * `npx cdk deploy --all --app 'npx tsx test/conformance/app.ts' --outputs-file conformance.json`.
 */
import { App } from 'aws-cdk-lib';
import { CLOSED_STACK, ClosedConformanceStack } from './closed/stack.ts';
import { CONFORMANCE_STACK, ConformanceStack } from './stack.ts';

const app = new App({ analyticsReporting: false });
new ConformanceStack(app, CONFORMANCE_STACK);
new ClosedConformanceStack(app, CLOSED_STACK);
