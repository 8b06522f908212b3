import { describe, expect, it } from 'vitest';
import { namesOf, propertiesOf, type Synthesis, synthesize } from '../synthesize.ts';

type Rule = { Name: string; Priority: number; Action?: unknown; OverrideAction?: unknown; Statement: object };

const synthesis = synthesize({ waf: true });
const rulesOf = (of: Synthesis): Rule[] => propertiesOf(of, 'FirewallWebAcl')['Rules'] as Rule[];
const ruleOf = (of: Synthesis, name: string): Rule | undefined => rulesOf(of).find(({ Name }) => Name === name);

describe('the firewall', () => {
  it('is not there unless it is wanted', () => {
    expect(namesOf(synthesize(), 'AWS::WAFv2::WebACL')).toEqual([]);
    expect(namesOf(synthesize({ waf: false }), 'AWS::WAFv2::WebACL')).toEqual([]);
  });

  it('stands before the API', () => {
    expect(propertiesOf(synthesis, 'FirewallWebAcl')).toMatchObject({
      Scope: 'REGIONAL',
      DefaultAction: { Allow: {} },
    });
    expect(propertiesOf(synthesis, 'FirewallAssociation')).toEqual({
      ResourceArn: '${ApiGraphQL.Arn}',
      WebACLArn: '${FirewallWebAcl.Arn}',
    });
  });

  it('has its rules in this order, each with metrics and samples of its own', () => {
    const rules = rulesOf(synthesis);
    const names = [
      'SignedRequests',
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesCommonRuleSet',
      'RequestRate',
    ];

    expect(rules.map(({ Name }) => Name)).toEqual(names);
    expect(rules.map(({ Priority }) => Priority)).toEqual([0, 1, 2, 3, 4]);
    for (const { Name: name, ...rule } of rules)
      expect(rule).toMatchObject({
        VisibilityConfig: { CloudWatchMetricsEnabled: true, SampledRequestsEnabled: true, MetricName: name },
      });
  });

  it('lets requests pass first that are signed for IAM and bring no API key: the collector’s are not counted', () => {
    expect(ruleOf(synthesis, 'SignedRequests')).toMatchObject({
      Priority: 0,
      Action: { Allow: {} },
      Statement: {
        AndStatement: {
          Statements: [
            {
              ByteMatchStatement: {
                FieldToMatch: { SingleHeader: { Name: 'authorization' } },
                PositionalConstraint: 'STARTS_WITH',
                SearchString: 'AWS4-HMAC-SHA256 ',
              },
            },
            {
              NotStatement: {
                Statement: {
                  SizeConstraintStatement: {
                    FieldToMatch: { SingleHeader: { Name: 'x-api-key' } },
                    ComparisonOperator: 'GE',
                    Size: 0,
                  },
                },
              },
            },
          ],
        },
      },
    });
  });

  it('refuses by AWS’s rules, but long queries and long addresses of WebSockets, which it counts', () => {
    expect(ruleOf(synthesis, 'AWSManagedRulesCommonRuleSet')).toMatchObject({
      OverrideAction: { None: {} },
      Statement: {
        ManagedRuleGroupStatement: {
          RuleActionOverrides: [
            { Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } },
            { Name: 'SizeRestrictions_QUERYSTRING', ActionToUse: { Count: {} } },
          ],
        },
      },
    });
  });

  it.each([
    [synthesis, 2000],
    [synthesize({ waf: { requestsPerFiveMinutes: 500 } }), 500],
  ])('refuses an address that sends more than its requests in five minutes', (of, limit) => {
    expect(ruleOf(of, 'RequestRate')).toMatchObject({
      Action: { Block: {} },
      Statement: { RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: limit } },
    });
  });
});
