import { parseCommandLine, UsageError } from './command-line.ts';
import { LOCAL_CA_DIRECTORY, type LocalCa, openLocalCa } from './tls/open-local-ca.ts';
import { trustWays } from './tls/trust-ways.ts';

const USAGE = `Usage: npm run local-ca

Makes the certificate authority that vouches for the local stack's https:// and wss:// addresses, unless it is there
already, and prints how to trust it. npm start uses the same one, in ${LOCAL_CA_DIRECTORY}.

  --help  show this
`;

async function main(): Promise<void> {
  const { values } = parseCommandLine({
    args: process.argv.slice(2),
    options: { help: { type: 'boolean', default: false } },
  });
  process.stdout.write(values.help ? USAGE : describe(await openLocalCa(LOCAL_CA_DIRECTORY)));
}

function describe(ca: LocalCa): string {
  const ways = trustWays(ca).map(({ client, trust, undo }) => `  ${client}\n    trust  ${trust}\n    undo   ${undo}\n`);
  return [
    ...(ca.made === null ? [] : [`${MADE[ca.made]}\n`]),
    `${ca.name}, valid until ${ca.expires.toISOString().slice(0, 10)}, kept in`,
    `${ca.certificateFile}\n`,
    'It can vouch for localhost, 127.0.0.0/8 and ::1 alone. A running stack need not be started again once it is',
    'trusted; a browser may have to be.\n',
    ...ways,
  ].join('\n');
}

const MADE: Record<Exclude<LocalCa['made'], null>, string> = {
  absent: 'A certificate authority has been made.',
  expired: 'The certificate authority had expired: another has been made in its place, and is to be trusted anew.',
};

try {
  await main();
} catch (error) {
  console.error(`npm run local-ca: ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof UsageError) console.error('See npm run local-ca -- --help');
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
