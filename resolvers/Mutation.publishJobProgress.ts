import type { Context } from '@aws-appsync/utils';
import type { JobProgress, MutationPublishJobProgressArgs } from '../schema/generated/graphql.ts';

type PublishContext = Context<
  MutationPublishJobProgressArgs,
  Record<string, unknown>,
  undefined,
  undefined,
  JobProgress
>;

/** Asks nothing of any data source: what is published is what came. */
export function request(ctx: PublishContext): { payload: JobProgress } {
  return { payload: ctx.args.input };
}

/** The progress, which AppSync sends to the subscribers. */
export function response(ctx: PublishContext): JobProgress {
  return ctx.result;
}
