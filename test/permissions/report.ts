import { format, resolveConfig } from 'prettier';
import type { Proof } from './evidence.ts';
import type { Exception } from './exceptions.ts';

const INTRODUCTION = `# Permissions

Who may do what in a deployed stack, and how that is known to be no more than is needed. This page is written by a test,
\`test/end-to-end/permissions.test.ts\`: it starts a stack that has everything that policies are needed for (streams, the
archive, buckets of media, discovery of waiting jobs), has every part of it do all that it is there for, and records each
call that the local gateway decides by the synthesized policies. It fails when a role of the stack is denied anything, when
anything is granted that no call has used and no reason explains, and when a reason is given for what is used or not granted.

- _used_: some call needed it, and no other grant would have done.
- _not here_: who uses it at AWS is not imitated on one machine. [The reasons](#not-used-on-one-machine) are below.

Resources of the stack go by their logical ids, without prefix and hash. Policies that only deny (plain HTTP to queues and
buckets), and who may assume a role, are not part of it. A stack without streams, archive, \`mediaBuckets\` or
\`discoverSubmitted\` lacks what is granted for them.
`;

/** The report, formatted as the project's documents are. It tells whether a grant is used, not how often: that varies. */
export async function reportOf(proofs: readonly Proof[], exceptions: readonly Exception[]): Promise<string> {
  const grantees = [...new Set(proofs.map(({ grant }) => grant.grantee))];
  const sections = grantees.map((grantee) =>
    section(
      grantee,
      proofs.filter(({ grant }) => grant.grantee === grantee),
    ),
  );
  const reasons = exceptions.map(({ name, reason }) => `- **${name}**: ${reason}`);
  const text = [INTRODUCTION, ...sections, '## Not used on one machine', '', ...reasons, ''].join('\n');
  return format(text, { ...(await resolveConfig(import.meta.filename)), parser: 'markdown' });
}

function section(grantee: string, proofs: readonly Proof[]): string {
  const rows = proofs.map(
    ({ grant: { action, resource }, isUsed, exception }) =>
      `| \`${action}\` | \`${resource}\` | ${isUsed ? 'used' : `not here: ${exception?.name ?? 'nobody knows why'}`} |`,
  );
  return [`## ${grantee}`, '', '| may | on | |', '| --- | --- | --- |', ...rows, ''].join('\n');
}
