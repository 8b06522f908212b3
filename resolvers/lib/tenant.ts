import { util, type Context } from '@aws-appsync/utils';
import type { JobItem } from './job-item.ts';
import { requireFilterLength } from './require-length.ts';
import { tenantTag, userMetadataPair } from './tags.ts';

/** Whose jobs a caller may see: those that carry a pair of user metadata, or those of all tenants. */
export type Tenant = { key: string; value: string } | 'ALL';

/** A condition of a subscription filter; none for a caller who may see all jobs. */
export type TenantCondition = { tenant?: { eq: string } };

/**
 * Whose jobs the caller may see. Without tenancy, which the API's environment tells, and for callers that sign for IAM, all of
 * them. Else those of the tenant that the caller's token names in its claim. A claim that is missing, empty or no text, and a
 * caller without a token, end the field with `Unauthorized`.
 */
export function tenantOf(ctx: Pick<Context, 'env' | 'identity'>): Tenant {
  const claim = ctx.env['TENANT_CLAIM'];
  const key = ctx.env['TENANT_METADATA_KEY'];
  if (!claim && !key) return 'ALL';
  if (util.authType() === 'IAM Authorization') return 'ALL';
  const { claims } = (ctx.identity ?? {}) as { claims?: Record<string, unknown> };
  const value = claim && claims && Object.hasOwn(claims, claim) ? claims[claim] : null;
  if (!key || typeof value !== 'string' || value === '') {
    util.error(`Not authorized: the caller's token names no tenant in its claim ${claim}`, 'Unauthorized');
  }
  return { key, value };
}

/** Whether the caller may see the job. The job's own user metadata tell: an index row may be older than they are. */
export function isVisible(item: JobItem, tenant: Tenant): boolean {
  if (tenant === 'ALL') return true;
  return (item.userMetadata ?? []).some(({ key, value }) => key === tenant.key && value === tenant.value);
}

/** JobTagTable's partition of those jobs with a tag that the caller may see. */
export function visibleTag(tag: string, tenant: Tenant): string {
  return tenant === 'ALL' ? tag : tenantTag(userMetadataPair(tenant.key, tenant.value), tag);
}

/**
 * What an update must be for the caller to get it. It is a field of its own, compared as a whole: of two conditions on one field,
 * such as `tags`, AppSync's documentation does not say that both must hold.
 */
export function visibleUpdates(ctx: Pick<Context, 'env' | 'identity'>): TenantCondition {
  const tenant = tenantOf(ctx);
  if (tenant === 'ALL') return {};
  requireFilterLength(`the caller's tenant`, tenant.value);
  return { tenant: { eq: tenant.value } };
}
