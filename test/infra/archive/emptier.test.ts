import { describe, expect, it } from 'vitest';
import { calledActions, type Grant, grantedActions, statementsOf } from '../called-actions.ts';
import { permissionsOf, synthesize } from '../synthesize.ts';

const synthesis = synthesize({ archive: true });

describe('the emptier', () => {
  const grants: Grant[] = [
    ['s3:ListBucket', '${ArchiveBucket.Arn}'],
    ['s3:DeleteObject', '${ArchiveBucket.Arn}/*'],
    [['logs:CreateLogStream', 'logs:PutLogEvents'], '${ArchiveEmptierLogGroup.Arn}'],
    [['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], '*'],
  ];

  it('may list and delete the objects of the archive, and nothing more', () => {
    expect(permissionsOf(synthesis, 'ArchiveEmptierRole')).toEqual(statementsOf(grants));
  });

  it('is allowed each AWS operation that its source calls, and no other', () => {
    expect(calledActions('emptier', 'empty-bucket.ts')).toEqual(grantedActions(grants));
  });
});
