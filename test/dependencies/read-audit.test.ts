import { describe, expect, it } from 'vitest';
import { readAudit } from '../../dependencies/read-audit.ts';

const found = (severity: string, via: unknown[]) => ({
  vulnerabilities: { ws: { severity, range: '8.0.0 - 8.20.1', via } },
});

describe('what `npm audit` says', () => {
  it('of a high advisory fails, and tells of it', () => {
    expect(readAudit(JSON.stringify(found('high', [{ title: 'Memory exhaustion' }, 'other'])))).toEqual({
      lines: [
        'high: ws 8.0.0 - 8.20.1 (Memory exhaustion; through other)',
        'advisories: 1 of the pinned versions, some high or critical',
      ],
      status: 1,
    });
  });

  it('of a moderate advisory is told, and no failure', () => {
    expect(readAudit(JSON.stringify(found('moderate', []))).status).toBe(0);
  });

  it('of no advisory is good', () => {
    expect(readAudit('{"vulnerabilities":{}}')).toEqual({
      lines: ['advisories: 0 of the pinned versions, none high or critical'],
      status: 0,
    });
  });

  it.each([
    ['{"message":"405 Method Not Allowed\\nmore"}', '405 Method Not Allowed'],
    ['{"error":{"summary":"it has failed"}}', 'it has failed'],
    ['', 'no answer'],
  ])('when the registry does not answer is not taken for good: %s', (output, reason) => {
    expect(readAudit(output)).toEqual({
      lines: [`advisories: NOT CHECKED, the registry does not tell of any: ${reason}`],
      status: 2,
    });
  });
});
