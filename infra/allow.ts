import { PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** Allows the actions on the resources, given as ARNs. */
export function allow(actions: string[], ...resources: string[]): PolicyStatement {
  return new PolicyStatement({ actions, resources });
}
