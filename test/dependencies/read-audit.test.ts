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

  it('of a high advisory that is known, without a fix, is told with the reason, and no failure', () => {
    const known = { title: 'Too deep', url: 'https://github.com/advisories/GHSA-vfj7-8cjw-p6xm' };
    const high = (...via: (string | object)[]) => ({ severity: 'high', range: '*', via });
    const vulnerabilities = {
      braces: high(known),
      micromatch: high('braces', 'fast-glob'),
      'fast-glob': high('micromatch'),
    };
    const { lines, status } = readAudit(JSON.stringify({ vulnerabilities }));
    expect(status).toBe(0);
    expect(lines).toContainEqual(expect.stringMatching(/^known: GHSA-vfj7-8cjw-p6xm: braces, /));
    expect(lines.at(-1)).toBe('advisories: 3 of the pinned versions, none high or critical but what is known');

    const another = { title: 'Another', url: 'https://github.com/advisories/GHSA-0000-0000-0000' };
    for (const more of [
      { braces: high(known, another) },
      { braces: { ...high(known), fixAvailable: true } },
      { micromatch: high('braces', 'picomatch'), picomatch: high(another) },
      { 'fast-glob': high('micromatch', another) },
      { 'fast-glob': high('micromatch', 'nowhere') },
    ]) {
      expect(readAudit(JSON.stringify({ vulnerabilities: { ...vulnerabilities, ...more } })).status).toBe(1);
    }
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
