type Severity = 'info' | 'low' | 'moderate' | 'high' | 'critical';
/** What a package has: an advisory of its own, or the name of another that it has it through. */
type Via = string | { title?: string; url?: string };
/** `fixAvailable` is true when an update within the ranges asked for would do. */
type Vulnerabilities = Record<string, { severity: Severity; range: string; via: Via[]; fixAvailable?: unknown }>;
type Report = {
  message?: string;
  error?: { summary?: string };
  vulnerabilities?: Vulnerabilities;
};

const GRAVE: readonly Severity[] = ['high', 'critical'];

/** High advisories of which no release has a fix, and why each is no harm here. */
const KNOWN: readonly { advisory: string; reason: string }[] = [
  {
    advisory: 'GHSA-vfj7-8cjw-p6xm',
    reason:
      'braces, of tools that expand patterns of this repository alone; it is in nothing that is built or published',
  },
];

/** What `npm audit --json` says, in lines, and the exit status that it deserves. */
export function readAudit(output: string): { lines: string[]; status: 0 | 1 | 2 } {
  const report = parse(output);
  const { vulnerabilities } = report;
  if (vulnerabilities === undefined) {
    const reason = (report.message ?? report.error?.summary ?? 'no answer').split('\n')[0] ?? '';
    return { lines: [`advisories: NOT CHECKED, the registry does not tell of any: ${reason}`], status: 2 };
  }
  const all = Object.entries(vulnerabilities);
  const isGrave = all.some(([name, { severity }]) => GRAVE.includes(severity) && !isKnown(name, vulnerabilities));
  const lines = all.map(([name, { severity, range, via }]) => `${severity}: ${name} ${range} (${titlesOf(via)})`);
  const known = KNOWN.filter(({ advisory }) => all.some(([, { via }]) => via.some((one) => isOf(advisory, one))));
  return {
    lines: [
      ...lines,
      ...known.map(({ advisory, reason }) => `known: ${advisory}: ${reason}`),
      `advisories: ${all.length} of the pinned versions, ${isGrave ? 'some' : 'none'} high or critical${known.length > 0 ? ' but what is known' : ''}`,
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

const isOf = (advisory: string, via: Via): boolean =>
  typeof via !== 'string' && via.url?.endsWith(`/${advisory}`) === true;

/** Whether a package has what is known and cannot be mended, and nothing else. Packages may have it through each other. */
function isKnown(name: string, all: Vulnerabilities, asked: ReadonlySet<string> = new Set()): boolean {
  if (asked.has(name)) return true;
  const { via = [], fixAvailable } = all[name] ?? {};
  return (
    via.length > 0 &&
    via.every((one) =>
      typeof one === 'string'
        ? isKnown(one, all, new Set([...asked, name]))
        : fixAvailable !== true && KNOWN.some(({ advisory }) => isOf(advisory, one)),
    )
  );
}

/** Of what a package has itself, the titles; of what it has through another, the other's name. */
function titlesOf(via: readonly Via[]): string {
  return via.map((one) => (typeof one === 'string' ? `through ${one}` : String(one.title))).join('; ');
}
