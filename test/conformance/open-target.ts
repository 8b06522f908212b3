import { readFileSync } from 'node:fs';
import { AppSyncClient } from '@aws-sdk/client-appsync';
import { localTarget } from './local-target.ts';
import { addressOf, type ApiName, STACKS, type Target } from './target.ts';

/**
 * The local engine serving the synthesized stacks, or with `REMOTE=1` in the environment the stacks as they are deployed, read from the file
 * that `cdk deploy --outputs-file` wrote and `CONFORMANCE_OUTPUTS` names; credentials are then found as every AWS SDK finds them, those of the
 * stack's limited role by the profile that `CONFORMANCE_LIMITED_PROFILE` names.
 *
 * @throws Error when the file does not hold the stack's outputs
 */
export async function openTargets(): Promise<Record<ApiName, Target>> {
  const [open, closed] = await Promise.all([openTarget('open'), openTarget('closed')]);
  return { open, closed };
}

function openTarget(api: ApiName): Promise<Target> {
  return process.env['REMOTE'] === '1' ? Promise.resolve(remoteTarget(STACKS[api])) : localTarget(api);
}

function remoteTarget(stack: string): Target {
  const file = process.env['CONFORMANCE_OUTPUTS'];
  if (file === undefined)
    throw new Error('CONFORMANCE_OUTPUTS must name the file that cdk deploy --outputs-file wrote');
  const { [stack]: outputs } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  if (outputs === undefined) throw new Error(`${file}: no outputs of the stack ${stack}`);
  const address = addressOf(stack, outputs);
  const { region } = address;
  const { CONFORMANCE_LIMITED_PROFILE: profile } = process.env;
  return {
    ...address,
    credentials: new AppSyncClient({ region }).config.credentials,
    ...(profile !== undefined && { limited: new AppSyncClient({ region, profile }).config.credentials }),
    close: () => Promise.resolve(),
  };
}
