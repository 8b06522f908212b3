import { describe, expect, it } from 'vitest';
import { namesOf, propertiesOf, synthesize } from '../synthesize.ts';

const synthesis = synthesize({ jobTableTtlDays: 40, eventTableTtlDays: 2 });

/** A table whose key attributes are all strings. */
const table = (keys: string[], recoveryDays: number, attributes: string[] = keys): Record<string, unknown> => ({
  AttributeDefinitions: attributes.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
  KeySchema: keySchema(keys),
  BillingMode: 'PAY_PER_REQUEST',
  DeletionProtectionEnabled: false,
  TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: recoveryDays },
});
const keySchema = (keys: string[]): unknown[] =>
  keys.map((name, index) => ({ AttributeName: name, KeyType: index === 0 ? 'HASH' : 'RANGE' }));

describe('the tables', () => {
  it('are four', () => {
    expect(namesOf(synthesis, 'AWS::DynamoDB::Table')).toEqual([
      'TablesEventTable',
      'TablesJobTable',
      'TablesJobTagTable',
      'TablesJobDetailTable',
    ]);
  });

  it('are on demand, without names of their own, and their backups reach back as far as their items live, 35 days at most', () => {
    expect(propertiesOf(synthesis, 'TablesEventTable')).toEqual(table(['jobId', 'event'], 2));
    expect(propertiesOf(synthesis, 'TablesJobTagTable')).toEqual(table(['tag', 'job'], 35));
    expect(propertiesOf(synthesis, 'TablesJobDetailTable')).toEqual(table(['id', 'part'], 35));
  });

  it('give JobTable the index `status-createdAt-index`, which projects keys only', () => {
    expect(propertiesOf(synthesis, 'TablesJobTable')).toEqual({
      ...table(['id'], 35, ['id', 'status', 'createdAt']),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'status-createdAt-index',
          KeySchema: keySchema(['status', 'createdAt']),
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    });
  });

  it('refuse to be deleted when they are told to', () => {
    const kept = synthesize({ deletionProtection: true });

    const tables = namesOf(kept, 'AWS::DynamoDB::Table').map((name) => propertiesOf(kept, name));

    expect(tables.map((properties) => properties['DeletionProtectionEnabled'])).toEqual([true, true, true, true]);
  });
});
