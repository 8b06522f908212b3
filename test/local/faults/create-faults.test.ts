import { describe, expect, it } from 'vitest';
import { createFaults } from '../../../local/faults/create-faults.ts';
import { PROFILES } from '../../../local/faults/profiles.ts';

describe('faults', () => {
  it('are the same for the same seed, and others for another', () => {
    const drawn = (seed: number) => {
      const faults = createFaults({ seed, profile: PROFILES.all });
      return Array.from({ length: 500 }, () => faults.draw('sqs', 'SendMessageBatch'));
    };
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
    expect(new Set(drawn(1)).size).toBeGreaterThan(5);
  });

  it('come about as often as the profile says', () => {
    const faults = createFaults({ seed: 3, profile: { rules: [{ fault: 'FAIL', share: 0.25 }] } });
    for (let request = 0; request < 10_000; request++) faults.draw('dynamodb', 'PutItem');
    expect(faults.counts().FAIL).toBeGreaterThan(2300);
    expect(faults.counts().FAIL).toBeLessThan(2700);
  });

  it('keep to the service and the operations of their rule', () => {
    const faults = createFaults({
      seed: 1,
      profile: { rules: [{ fault: 'SLOW', service: 'sqs', operations: ['SendMessage'], share: 1 }] },
    });
    expect([
      faults.draw('sqs', 'SendMessage'),
      faults.draw('sqs', 'ReceiveMessage'),
      faults.draw('dynamodb', 'SendMessage'),
    ]).toEqual(['SLOW', undefined, undefined]);
  });

  it('change with the profile; there are none at first', () => {
    const faults = createFaults({ seed: 1 });
    expect([faults.draw('graphql', 'POST'), faults.profile()]).toEqual([undefined, { rules: [] }]);
    faults.set(PROFILES.outage);
    expect([faults.draw('graphql', 'POST'), faults.profile()]).toEqual(['FAIL', PROFILES.outage]);
    faults.note('KILL');
    expect(faults.counts()).toEqual({ FAIL: 1, KILL: 1 });
  });
});
