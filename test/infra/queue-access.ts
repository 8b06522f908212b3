import { propertiesOf, type Synthesis } from './synthesize.ts';

/** What a queue's policy says: the statement that denies, and who may send, each on what condition. */
export function accessOf(synthesis: Synthesis, queue: string): { deny: unknown; senders: unknown[] } {
  const { PolicyDocument: policy } = propertiesOf(synthesis, `${queue}Policy`) as {
    PolicyDocument: { Statement: Record<string, unknown>[] };
  };
  const [deny, ...allows] = policy.Statement;
  return {
    deny,
    senders: allows.map(({ Principal: principal, Condition: condition }) => ({ principal, condition })),
  };
}

/** The access to a queue that takes what these rules send, and nothing without TLS. */
export function accessOfRules(queue: string, rules: readonly string[]): ReturnType<typeof accessOf> {
  return {
    deny: {
      Effect: 'Deny',
      Principal: { AWS: '*' },
      Action: 'sqs:*',
      Resource: `\${${queue}.Arn}`,
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    senders: rules.map((rule) => ({
      principal: { Service: 'events.amazonaws.com' },
      condition: { ArnEquals: { 'aws:SourceArn': `\${${rule}.Arn}` } },
    })),
  };
}
