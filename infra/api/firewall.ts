import { Names } from 'aws-cdk-lib';
import type { IGraphqlApi } from 'aws-cdk-lib/aws-appsync';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { WafProps } from '../props.ts';

/** What the firewall needs to know. */
export interface FirewallProps {
  /** The API that it stands before. */
  readonly api: IGraphqlApi;
  /** What it lets through. */
  readonly tuning: WafProps;
}

type Rule = CfnWebACL.RuleProperty;

/**
 * A web application firewall before the API: AWS's managed rules, and a limit of requests from one address. Requests that are
 * signed for IAM pass untouched, the collector's own among them.
 */
export class Firewall extends Construct {
  /** The rules. */
  readonly webAcl: CfnWebACL;

  constructor(scope: Construct, id: string, { api, tuning: { requestsPerFiveMinutes = 2000 } }: FirewallProps) {
    super(scope, id);
    const rules = [
      SIGNED_REQUESTS,
      managedRules('AWSManagedRulesAmazonIpReputationList'),
      managedRules('AWSManagedRulesKnownBadInputsRuleSet'),
      managedRules('AWSManagedRulesCommonRuleSet', COUNTED_ONLY),
      requestRate(requestsPerFiveMinutes),
    ];
    this.webAcl = new CfnWebACL(this, 'WebAcl', {
      description: 'Stands before the API of MediaConvert job progress',
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: visibleAs(Names.uniqueResourceName(this, { maxLength: 128 })),
      // In the order of what they cost WAF, and us: what is refused early is looked at no further.
      rules: rules.map((rule, priority) => ({ ...rule, priority })),
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: api.arn, webAclArn: this.webAcl.attrArn });
  }
}

const visibleAs = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: true,
  metricName,
});

const header = (name: string): CfnWebACL.FieldToMatchProperty => ({ singleHeader: { Name: name } });
const AS_IT_IS = [{ priority: 0, type: 'NONE' }];

/**
 * Requests that are signed for IAM go past the other rules: AppSync refuses them itself unless their signature is right.
 * Among them are the collector's, from the few addresses of Lambda, at the rate of all jobs together, and with the
 * users' own texts in them: a limit of requests, or a rule that takes a text for an attack, would lose updates.
 * An API key beside the signature brings the other rules back, for it could be the key that AppSync goes by.
 */
const SIGNED_REQUESTS: Omit<Rule, 'priority'> = {
  name: 'SignedRequests',
  action: { allow: {} },
  visibilityConfig: visibleAs('SignedRequests'),
  statement: {
    andStatement: {
      statements: [
        {
          byteMatchStatement: {
            fieldToMatch: header('authorization'),
            positionalConstraint: 'STARTS_WITH',
            searchString: 'AWS4-HMAC-SHA256 ',
            textTransformations: AS_IT_IS,
          },
        },
        {
          notStatement: {
            statement: {
              sizeConstraintStatement: {
                fieldToMatch: header('x-api-key'),
                comparisonOperator: 'GE',
                size: 0,
                textTransformations: AS_IT_IS,
              },
            },
          },
        },
      ],
    },
  },
};

/**
 * Rules of AWSManagedRulesCommonRuleSet that honest requests break, so that they count and refuse nothing: queries that
 * select much are longer than 8 KB, and the address of a WebSocket, with a token in it, is longer than 2 KB.
 */
const COUNTED_ONLY = ['SizeRestrictions_BODY', 'SizeRestrictions_QUERYSTRING'];

function managedRules(name: string, countedOnly: readonly string[] = []): Omit<Rule, 'priority'> {
  return {
    name,
    overrideAction: { none: {} },
    visibilityConfig: visibleAs(name),
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ...(countedOnly.length > 0 && {
          ruleActionOverrides: countedOnly.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
        }),
      },
    },
  };
}

function requestRate(limit: number): Omit<Rule, 'priority'> {
  return {
    name: 'RequestRate',
    action: { block: {} },
    visibilityConfig: visibleAs('RequestRate'),
    statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit, evaluationWindowSec: 300 } },
  };
}
