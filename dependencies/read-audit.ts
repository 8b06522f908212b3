type Severity = 'info' | 'low' | 'moderate' | 'high' | 'critical';
type Report = {
  message?: string;
  error?: { summary?: string };
  vulnerabilities?: Record<string, { severity: Severity; range: string; via: unknown[] }>;
};

const GRAVE: readonly Severity[] = ['high', 'critical'];

/** What `npm audit --json` says, in lines, and the exit status that it deserves. */
export function readAudit(output: string): { lines: string[]; status: 0 | 1 | 2 } {
  const report = parse(output);
  const { vulnerabilities } = report;
  if (vulnerabilities === undefined) {
    const reason = (report.message ?? report.error?.summary ?? 'no answer').split('\n')[0] ?? '';
    return { lines: [`advisories: NOT CHECKED, the registry does not tell of any: ${reason}`], status: 2 };
  }
  const all = Object.entries(vulnerabilities);
  const isGrave = all.some(([, { severity }]) => GRAVE.includes(severity));
  const lines = all.map(([name, { severity, range, via }]) => `${severity}: ${name} ${range} (${titlesOf(via)})`);
  return {
    lines: [
      ...lines,
      `advisories: ${all.length} of the pinned versions, ${isGrave ? 'some' : 'none'} high or critical`,
    ],
    status: isGrave ? 1 : 0,
  };
}

function parse(output: string): Report {
  try {
    return JSON.parse(output) as Report;
  } catch {
    return {};
  }
}

/** Of what a package has itself, the titles; of what it has through another, the other's name. */
function titlesOf(via: unknown[]): string {
  return via
    .map((one) => (typeof one === 'string' ? `through ${one}` : String((one as { title?: unknown }).title)))
    .join('; ');
}
