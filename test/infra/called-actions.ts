import { readdirSync, readFileSync } from 'node:fs';

/** Operations that take the permission of another one. */
const ACTIONS: Record<string, string> = {
  ChangeMessageVisibilityBatchCommand: 'ChangeMessageVisibility',
  DeleteObjectsCommand: 'DeleteObject',
  HeadObjectCommand: 'GetObject',
  ListObjectsV2Command: 'ListBucket',
  SendMessageBatchCommand: 'SendMessage',
};

/**
 * The IAM actions, without their service, of all SDK commands that the sources under `functions/<name>/` send, and those of
 * `functions/lib/` that are named.
 */
export function calledActions(name: string, ...shared: string[]): Set<string> {
  const directory = new URL(`../../functions/${name}/`, import.meta.url);
  const sources = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .concat(shared.map((file) => `../lib/${file}`))
    .map((file) => readFileSync(new URL(file, directory), 'utf8'));
  const commands = sources.flatMap((source) =>
    [...source.matchAll(/new (\w+Command)\(/g)].map(([, command]) => command),
  );
  return new Set(commands.map((command = '') => ACTIONS[command] ?? command.replace(/Command$/, '')));
}

/** A grant as tests list it: what a statement allows, and on what. */
export type Grant = [actions: string | string[], resources: string | string[]];

/** The statements that a role has for the grants. */
export function statementsOf(grants: readonly Grant[]): unknown[] {
  return grants.map(([Action, Resource]) => ({ Effect: 'Allow', Action, Resource }));
}

/** The actions of the grants, without their service, but for those that Lambda itself makes in the role's name. */
export function grantedActions(grants: readonly Grant[]): Set<string> {
  const byLambda = /^(logs:|xray:|sqs:(ReceiveMessage|DeleteMessage|GetQueueAttributes)$)/;
  return new Set(
    grants
      .flatMap(([actions]) => actions)
      .filter((action) => !byLambda.test(action))
      .map((action) => action.replace(/^\w+:/, '')),
  );
}
