import { App } from 'aws-cdk-lib';
import { InvalidPropError } from './check-props.ts';
import { JobProgressStack } from './job-progress-stack.ts';
import { propsFromContext } from './props-from-context.ts';

const app = new App({
  // Whoever starts this file, the CDK CLI or another program, in whatever directory, gets the same files.
  analyticsReporting: false,
  context: { 'aws:cdk:disable-creation-stack-traces': true },
  // CDK's check of the template takes longer than all the rest; the tests make it.
  builtinCloudFormationValidation: false,
});
try {
  new JobProgressStack(app, 'MediaConvertJobProgress', propsFromContext(contextOf(app)));
} catch (error) {
  if (!(error instanceof InvalidPropError)) throw error;
  console.error(error.message);
  process.exit(1);
}

function contextOf({ node }: App): Record<string, unknown> {
  const context: unknown = node.getAllContext();
  return typeof context === 'object' && context !== null ? { ...context } : {};
}
