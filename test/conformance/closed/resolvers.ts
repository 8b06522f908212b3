import { type ConformanceResolver, payload } from '../resolvers.ts';

/** Every field of the closed API with a resolver: all of them on the NONE data source. */
export const CLOSED_RESOLVERS: readonly ConformanceResolver[] = [
  payload('Query.echo', 'ctx.args.text'),
  payload('Query.caller', '{ identity: ctx.identity, authType: util.authType() }'),
  payload('Query.keyed', "'keyed'"),
  payload('Mutation.publish', 'ctx.args'),
];
