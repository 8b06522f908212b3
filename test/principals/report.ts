import { format, resolveConfig } from 'prettier';
import type { Answers } from './graphql-callers.ts';
import type { Operation } from './operation.ts';

const INTRODUCTION = `# Principals

Who may do what, door by door. This page is written by a test, \`test/end-to-end/principals.test.ts\`: it starts two stacks,
has everybody below come to every door over real sockets with real signatures and tokens, and fails when one of the answers is
another than the one here. What the roles are granted is in [permissions.md](permissions.md); how callers prove who they are, in
[authorization.md](authorization.md).
`;

const GRAPHQL = `## GraphQL

There is a job of tenant acme, one of tenant globex, and one of nobody's. An answer names those whose jobs are seen: _all_,
_nothing_, or the tenant. Or it tells of the refusal: _no_ is an \`UnauthorizedException\`, any other word the \`errorType\`. For
\`connect\` it is the answer to the WebSocket, for a subscription what it is told of. Whoever is refused at \`connect\` starts
its subscriptions on the connection of an administrator: a connection lets in nobody but who opened it.
`;
const TENANTS = `### With tenancy

\`auth=COGNITO,OIDC\` and \`tenancy={"claim":"custom:tenant","metadataKey":"tenant"}\`. Groups open nothing.
`;
const DEFAULT = `### Without

\`auth=API_KEY\`, the default.
`;
const APIS = `## AWS APIs

_yes_: whoever signs is let in. All others are refused with \`AccessDenied\`. At AWS the same policies decide; what the
administrator may is what you allow it there. \`reader\` is whom \`grantRead\` lets in. \`rule for events\`, \`rule for analyses\` and
\`schedule\` are EventBridge, for a rule of the stack; \`AppSync\` is the service itself.
`;
const UNKNOWN = `### Without a signature that is right

None of these operations is open to any of these. All signatures are of the administrator.
`;
const OPEN = `## Doors of the local engine

What somebody is told who comes without credentials. The doors that want none are for programs on the same machine, and no part of
what is deployed. No page of another site gets through: its requests carry its own name as \`Host\`, or a content type that a browser
sends without asking first.
`;

/** All that the report tells. */
type Matrix = {
  tenancy: { who: string; answers: Answers }[];
  default: { who: string; answers: Answers }[];
  signers: readonly string[];
  operations: readonly Operation[];
  strangers: { who: string; answers: Answers }[];
  doors: { who: string; answers: Answers }[];
};

/** The report, formatted as the project's documents are. */
export async function reportOf(matrix: Matrix): Promise<string> {
  const { signers, operations } = matrix;
  const text = [
    INTRODUCTION,
    GRAPHQL,
    TENANTS,
    byCaller(matrix.tenancy),
    DEFAULT,
    byCaller(matrix.default),
    APIS,
    table(
      ['action', 'on', ...signers],
      operations.map(({ action, on, may }) => [
        `\`${action}\``,
        on,
        ...signers.map((signer) => (may.some((one) => one === signer) ? 'yes' : '')),
      ]),
    ),
    UNKNOWN,
    byCaller(matrix.strangers),
    OPEN,
    byCaller(matrix.doors),
  ].join('\n');
  return format(text, { ...(await resolveConfig(import.meta.filename)), parser: 'markdown' });
}

function byCaller(rows: { who: string; answers: Answers }[]): string {
  const doors = Object.keys(rows[0]?.answers ?? {});
  return table(
    ['', ...doors.map((door) => (/^\w+$|\./.test(door) ? `\`${door}\`` : door))],
    rows.map(({ who, answers }) => [
      who,
      ...doors.map((door) => answers[door]?.replace(/^UnauthorizedException$/, 'no') ?? ''),
    ]),
  );
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''].join('\n');
}
