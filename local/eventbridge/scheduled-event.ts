import { randomUUID } from 'node:crypto';
import { type EventEnvelope, envelopeTime, type Home } from './envelope.ts';

/**
 * What a rule on a schedule sends to its targets.
 * AWS: EventBridge User Guide, "Creating an Amazon EventBridge rule that runs on a schedule", the example event.
 */
export function scheduledEvent(ruleArn: string, home: Home): EventEnvelope {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: home.accountId,
    time: envelopeTime(new Date()),
    region: home.region,
    resources: [ruleArn],
    detail: {},
  };
}
