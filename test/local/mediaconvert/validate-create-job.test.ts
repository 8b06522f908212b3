import { expect, it } from 'vitest';
import { createQueues } from '../../../local/mediaconvert/queues.ts';
import { validateCreateJob } from '../../../local/mediaconvert/validate-create-job.ts';

const queues = createQueues({
  place: { region: 'us-east-1', accountId: '000000000000' },
  play: () => Promise.resolve(),
  hopped: () => undefined,
});
const INPUT = { fileInput: 's3://media/a.mp4' };
const GROUP = { outputGroupSettings: { type: 'FILE_GROUP_SETTINGS' }, outputs: [{}] };
const REQUEST = {
  role: 'arn:aws:iam::000000000000:role/service-role/MediaConvert',
  settings: { inputs: [INPUT], outputGroups: [GROUP] },
};
const settings = (part: object) => ({ settings: { ...REQUEST.settings, ...part } });
const input = (part: object) => settings({ inputs: [{ ...INPUT, ...part }] });
const clip = (part: object) => input({ inputClippings: [part] });
const metadata = (userMetadata: unknown) => ({ userMetadata });

it.each<[string, object]>([
  ['what is required', {}],
  ['a queue by name', { queue: 'Lectures' }],
  ['a queue by ARN', { queue: 'arn:aws:mediaconvert:us-east-1:000000000000:queues/Default' }],
  ['the bounds of a priority', { priority: -50 }],
  ['an interval', { statusUpdateInterval: 'SECONDS_600' }],
  ['a hop', { hopDestinations: [{ waitMinutes: 4320, queue: 'Lectures', priority: 50 }] }],
  ['a clip without an end', clip({ startTimecode: '24:00:00:00' })],
  ['a clip of drop frames', clip({ startTimecode: '00:00:01;02', endTimecode: '00:01:00;02@29.97' })],
  ['150 inputs', settings({ inputs: Array.from({ length: 150 }, () => INPUT) })],
  [
    '10 pairs of the greatest length',
    metadata(Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`${n}`.padEnd(128, 'k'), 'v'.repeat(256)]))),
  ],
  ['letters of any script', metadata({ 'título_1 @home': 'Größe: 1/2=½' })],
  ['settings that are not looked at', input({ videoSelector: { colorSpace: 'FOLLOW' } })],
])('takes %s', (_, part) => {
  const request = { ...REQUEST, ...part };
  expect(validateCreateJob(request, queues)).toBe(request);
});

it.each<[string, object, string]>([
  ['no role', { role: undefined }, '/role: must be the ARN of a role, not missing'],
  ['a role that is no ARN', { role: 'admin' }, '/role: must be the ARN of a role, not "admin"'],
  ['no settings', { settings: undefined }, '/settings: is a required property'],
  ['no inputs', settings({ inputs: [] }), '/inputs: must be a list with at least one input'],
  [
    '151 inputs',
    settings({ inputs: Array.from({ length: 151 }, () => INPUT) }),
    '/inputs: must have at most 150 inputs, not 151',
  ],
  [
    'an input without a file',
    settings({ inputs: [INPUT, { videoGenerator: {} }] }),
    '/inputs/1/fileInput: must be the URI of a file, not missing',
  ],
  [
    'a file on this machine',
    input({ fileInput: 'file:///etc/passwd' }),
    '/inputs/0/fileInput: must be the URI of a file, not "file:///etc/passwd"',
  ],
  [
    'an unknown timeline',
    input({ timecodeSource: 'CLOCK' }),
    '/inputs/0/timecodeSource: must be EMBEDDED or ZEROBASED or SPECIFIEDSTART, not "CLOCK"',
  ],
  [
    'a start after a day',
    input({ timecodeStart: '24:00:00:00' }),
    '/inputs/0/timecodeStart: must be a timecode HH:MM:SS:FF, not "24:00:00:00"',
  ],
  ['a clip without ends', clip({}), '/inputs/0/inputClippings/0: must have startTimecode or endTimecode'],
  [
    'a clip of seconds',
    clip({ endTimecode: '12' }),
    '/inputs/0/inputClippings/0/endTimecode: must be a timecode HH:MM:SS:FF, not "12"',
  ],
  ['no output groups', settings({ outputGroups: undefined }), '/outputGroups: must be a list with at least one group'],
  [
    'no outputs',
    settings({ outputGroups: [{ ...GROUP, outputs: [] }] }),
    '/outputGroups/0/outputs: must be a list with at least one output',
  ],
  [
    'an unknown group',
    settings({ outputGroups: [{ ...GROUP, outputGroupSettings: { type: 'X' } }] }),
    '/outputGroups/0/outputGroupSettings/type: must be FILE_GROUP_SETTINGS or HLS_GROUP_SETTINGS or DASH_ISO_GROUP_SETTINGS or CMAF_GROUP_SETTINGS or MS_SMOOTH_GROUP_SETTINGS, not "X"',
  ],
  ['an unknown queue', { queue: 'absent' }, '/queue: there is no queue "absent"'],
  ['a priority out of bounds', { priority: 51 }, '/priority: must be an integer from -50 to 50, not 51'],
  ['an interval of its own', { statusUpdateInterval: 'SECONDS_11' }, 'SECONDS_600, not "SECONDS_11"'],
  [
    'a hop at once',
    { hopDestinations: [{ waitMinutes: 0 }] },
    '/hopDestinations/0/waitMinutes: must be an integer from 1 to 4320, not 0',
  ],
  [
    'a hop to nowhere',
    { hopDestinations: [{ waitMinutes: 1, queue: 'absent' }] },
    '/hopDestinations/0/queue: there is no queue "absent"',
  ],
  [
    '11 pairs',
    metadata(Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`k${n}`, 'v']))),
    '/userMetadata: must have at most 10 pairs',
  ],
  ['a long key', metadata({ ['k'.repeat(129)]: 'v' }), '/userMetadata: a key must have 1 to 128 characters'],
  ['a long value', metadata({ k: 'v'.repeat(257) }), '/userMetadata/k: must have at most 256 characters'],
  ['a key of AWS', metadata({ 'aws:x': 'v' }), "/userMetadata/aws:x: must not begin with 'aws:'"],
  [
    'a character that is not allowed',
    metadata({ k: 'a,b' }),
    '/userMetadata/k: may have letters, digits, spaces and _ . : / = + - @',
  ],
  ['a value that is no text', metadata({ k: 1 }), '/userMetadata: must be texts by name'],
  [
    'a template',
    { jobTemplate: 'System-Ott' },
    '/jobTemplate: job templates are not imitated here, so there is no "System-Ott"',
  ],
])('refuses %s', (_, part, fault) => {
  expect(validateCreateJob({ ...REQUEST, ...part }, queues)).toEqual(expect.stringContaining(fault));
});

it('names all the faults at once', () => {
  expect(validateCreateJob({ settings: REQUEST.settings, priority: 99 }, queues)).toBe(
    '/role: must be the ARN of a role, not missing | /priority: must be an integer from -50 to 50, not 99',
  );
});
