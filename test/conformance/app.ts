/**
 * The CDK app that deploys the API of the conformance suite into an account:
 * `npx cdk deploy --app 'npx tsx test/conformance/app.ts' --outputs-file conformance.json`.
 */
import { App } from 'aws-cdk-lib';
import { CONFORMANCE_STACK, ConformanceStack } from './stack.ts';

const app = new App({ analyticsReporting: false });
new ConformanceStack(app, CONFORMANCE_STACK);
