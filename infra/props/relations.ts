import type { MediaConvertJobProgressProps } from '../props.ts';
import { shown } from './shown.ts';

/** Says what is wrong with props that are allowed each by itself; undefined when they go together. */
export type Relation = (props: MediaConvertJobProgressProps, now: Date) => string | undefined;

const DAY_MS = 86_400_000;

/** What props must be for each other's sake. */
export const RELATIONS: readonly Relation[] = [
  ({ ingest: { batchSize = 10, maxBatchingWindowSeconds = 0 } = {} }) =>
    batchSize > 10 && maxBatchingWindowSeconds === 0
      ? `ingest.maxBatchingWindowSeconds is 0, but must be from 1 to 300 when ingest.batchSize is over 10 (it is ${batchSize}).`
      : undefined,

  // What is read of an input is held in memory; the other half is for the analyzer itself.
  ({ analysis: { maxBytesPerInput = 8_388_608, maxParallelInputs = 4, memorySizeMiB = 1024 } = {} }) => {
    const bytes = maxBytesPerInput * maxParallelInputs;
    const mostBytes = (memorySizeMiB * 1_048_576) / 2;
    return bytes > mostBytes
      ? `analysis.maxBytesPerInput (${maxBytesPerInput}) times analysis.maxParallelInputs (${maxParallelInputs}) is ${bytes} bytes, but must be at most ${mostBytes}, half of analysis.memorySizeMiB (${memorySizeMiB}).`
      : undefined;
  },

  ({ reconciliation: { intervalMinutes = 5, timeoutSeconds = 240 } = {} }) =>
    timeoutSeconds > intervalMinutes * 60
      ? `reconciliation.timeoutSeconds is ${timeoutSeconds}, but must be at most ${intervalMinutes * 60} when reconciliation.intervalMinutes is ${intervalMinutes}.`
      : undefined,

  ({ discoverSubmitted, eventFilter }) =>
    discoverSubmitted === true && eventFilter !== undefined
      ? 'discoverSubmitted is true, but must be false with an eventFilter: the list of waiting jobs cannot be filtered.'
      : undefined,

  ...(
    [
      ['apiKeyExpires', 'API_KEY'],
      ['userPoolId', 'COGNITO'],
      ['oidc', 'OIDC'],
    ] as const
  ).map(
    ([name, mode]): Relation =>
      ({ auth = ['API_KEY'], [name]: value }) =>
        value !== undefined && !auth.includes(mode)
          ? `${name} is ${shown(value)}, but must be left out unless auth has ${mode} (it is ${auth.join(', ')}).`
          : undefined,
  ),

  ({ auth = [], oidc }) =>
    auth.includes('OIDC') && oidc === undefined
      ? `oidc is left out, but must name an issuer when auth has OIDC (it is ${auth.join(', ')}).`
      : undefined,

  ({ auth = ['API_KEY'], tenancy }) =>
    tenancy !== undefined && (auth.includes('API_KEY') || !(auth.includes('COGNITO') || auth.includes('OIDC')))
      ? `tenancy is ${shown(tenancy)}, but auth must have COGNITO or OIDC and no API_KEY with it (it is ${auth.join(', ')}).`
      : undefined,

  // An attribute of the construct's own user pool; the deployment would refuse it.
  ({ auth = [], userPoolId, tenancy: { claim = '' } = {} }) =>
    auth.includes('COGNITO') && userPoolId === undefined && /^custom:(.{0}|.{21,})$/.test(claim)
      ? `tenancy.claim is ${shown(claim)}, but must have 1 to 20 characters after custom: unless userPoolId is given.`
      : undefined,

  // The key would be refused at the deployment.
  ({ apiKeyExpires }, now) => {
    const first = dayOf(Math.ceil(now.getTime() / DAY_MS) + 1);
    const last = dayOf(Math.floor(now.getTime() / DAY_MS) + 365);
    return apiKeyExpires !== undefined && (apiKeyExpires < first || apiKeyExpires > last)
      ? `apiKeyExpires is ${shown(apiKeyExpires)}, but must be from ${first} to ${last}: an API key lives 1 to 365 days.`
      : undefined;
  },

  ({ streamMode = 'ON_DEMAND', streamShards }) =>
    streamShards !== undefined && streamMode !== 'PROVISIONED'
      ? `streamShards is ${streamShards}, but must be left out when streamMode is ${streamMode}.`
      : undefined,

  ({ streams = true, archive = false }) =>
    archive !== false && !streams
      ? `archive is ${shown(archive)}, but must be false when streams is false: it is filled from them.`
      : undefined,

  ({ archive }) => {
    const { expirationDays = 365, infrequentAccessDays = 0 } = typeof archive === 'object' ? archive : {};
    return infrequentAccessDays >= expirationDays
      ? `archive.infrequentAccessDays is ${infrequentAccessDays}, but must be less than archive.expirationDays (${expirationDays}).`
      : undefined;
  },

  ({ auth = ['API_KEY'], dashboard = false }) =>
    dashboard && !auth.some((mode) => mode !== 'IAM')
      ? `dashboard is true, but must be false when auth is IAM alone: a page cannot be asked to sign.`
      : undefined,

  ...(['alarmTopicArn', 'alarms'] as const).map(
    (name): Relation =>
      ({ monitoring = true, [name]: value }) =>
        value !== undefined && !monitoring
          ? `${name} is ${shown(value)}, but must be left out when monitoring is false.`
          : undefined,
  ),
];

/** The day, in UTC, with this number since 1970. */
const dayOf = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, 10);
