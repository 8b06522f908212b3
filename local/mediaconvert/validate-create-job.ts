import { isJsonObject, type JsonObject } from '../json.ts';
import type { CreateJobRequest } from './create-job-request.ts';
import type { Queues } from './queues.ts';
import { shown, validateSettings } from './validate-settings.ts';

const INTERVALS = [10, 12, 15, 20, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600].map((s) => `SECONDS_${s}`);

/** AWS: https://docs.aws.amazon.com/mediaconvert/latest/ug/user-metadata-tags.html */
const METADATA = { pairs: 10, key: 128, value: 256, characters: /^[\p{L}\p{N}\p{Zs}_.:/=+\-@]*$/u };

/** Reads a member of a request: the faults of its value. */
type Check = (value: unknown, path: string, queues: Queues) => string[];

const CHECKS: Record<string, Check> = {
  role: (value, path) =>
    typeof value === 'string' && /^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(value)
      ? []
      : [`${path}: must be the ARN of a role, not ${shown(value)}`],
  settings: (value, path) => (isJsonObject(value) ? validateSettings(value) : [`${path}: is a required property`]),
  queue: (value, path, queues) => (value === undefined ? [] : checkQueue(value, path, queues)),
  priority: (value, path) => (value === undefined ? [] : checkInteger(value, path, -50, 50)),
  statusUpdateInterval: (value, path) =>
    value === undefined || INTERVALS.some((interval) => interval === value)
      ? []
      : [`${path}: must be ${INTERVALS.join(' or ')}, not ${shown(value)}`],
  hopDestinations: checkHops,
  userMetadata: checkMetadata,
  tags: (value, path) => (value === undefined || isTexts(value) ? [] : [`${path}: must be texts by name`]),
  clientRequestToken: (value, path) =>
    value === undefined || typeof value === 'string' ? [] : [`${path}: must be a text, not ${shown(value)}`],
  accelerationSettings: (value, path) =>
    value === undefined || isJsonObject(value) ? [] : [`${path}: must be an object`],
  // There are none here that it could name.
  jobTemplate: (value, path) =>
    value === undefined ? [] : [`${path}: job templates are not imitated here, so there is no ${shown(value)}`],
};

/**
 * A CreateJob request as it was sent, once there is nothing wrong with it. A string when there is: all the faults.
 * UNSURE: the words, beyond their form `PATH: FAULT | PATH: FAULT`, in which paths begin in the settings.
 */
export function validateCreateJob(body: unknown, queues: Queues): CreateJobRequest | string {
  if (!isJsonObject(body)) return 'The request must be a JSON object';
  const faults = Object.entries(CHECKS).flatMap(([name, check]) => check(body[name], `/${name}`, queues));
  // The checks have seen every member that the type names.
  return faults.length > 0 ? faults.join(' | ') : (body as CreateJobRequest);
}

function checkQueue(value: unknown, path: string, queues: Queues): string[] {
  return typeof value === 'string' && queues.find(value) !== undefined
    ? []
    : [`${path}: there is no queue ${shown(value)}`];
}

function checkInteger(value: unknown, path: string, least: number, most: number): string[] {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
    ? []
    : [`${path}: must be an integer from ${least} to ${most}, not ${shown(value)}`];
}

function checkHops(hops: unknown, path: string, queues: Queues): string[] {
  if (hops === undefined) return [];
  if (!Array.isArray(hops) || !hops.every(isJsonObject)) return [`${path}: must be a list of destinations`];
  return hops.flatMap(({ queue, priority, waitMinutes }: JsonObject, index) => [
    ...(queue === undefined ? [] : checkQueue(queue, `${path}/${index}/queue`, queues)),
    ...(priority === undefined ? [] : checkInteger(priority, `${path}/${index}/priority`, -50, 50)),
    ...checkInteger(waitMinutes, `${path}/${index}/waitMinutes`, 1, 4_320),
  ]);
}

function checkMetadata(metadata: unknown, path: string): string[] {
  if (metadata === undefined) return [];
  if (!isTexts(metadata)) return [`${path}: must be texts by name`];
  const pairs = Object.entries(metadata);
  const faults = pairs.length > METADATA.pairs ? [`${path}: must have at most ${METADATA.pairs} pairs`] : [];
  for (const [key, value] of pairs) {
    if (key === '' || key.length > METADATA.key)
      faults.push(`${path}: a key must have 1 to ${METADATA.key} characters`);
    if (value.length > METADATA.value) faults.push(`${path}/${key}: must have at most ${METADATA.value} characters`);
    if (key.startsWith('aws:')) faults.push(`${path}/${key}: must not begin with 'aws:'`);
    if (!METADATA.characters.test(key + value)) {
      faults.push(`${path}/${key}: may have letters, digits, spaces and _ . : / = + - @`);
    }
  }
  return faults;
}

function isTexts(value: unknown): value is Record<string, string> {
  return isJsonObject(value) && Object.values(value).every((member) => typeof member === 'string');
}
