import { isJsonObject, type JsonObject } from '../json.ts';
import { GROUP_TYPES } from './output-group-details.ts';
import { TIMECODE } from './timecode.ts';

const MAX_INPUTS = 150;
const TIMECODE_SOURCES = ['EMBEDDED', 'ZEROBASED', 'SPECIFIEDSTART'];
const TIMECODE_START = /^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][:;][0-5][0-9]$/;

/**
 * What is wrong with the settings of a job, each with its path in them; nothing when they can be played.
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs.html, JobSettings
 */
export function validateSettings(settings: JsonObject): string[] {
  const { inputs, outputGroups } = settings;
  return [...validateInputs(inputs), ...validateOutputGroups(outputGroups)];
}

function validateInputs(inputs: unknown): string[] {
  if (!isObjects(inputs) || inputs.length === 0) return ['/inputs: must be a list with at least one input'];
  if (inputs.length > MAX_INPUTS) return [`/inputs: must have at most ${MAX_INPUTS} inputs, not ${inputs.length}`];
  return inputs.flatMap((input, index) => validateInput(input, `/inputs/${index}`));
}

function validateInput(input: JsonObject, path: string): string[] {
  const { fileInput, timecodeSource, timecodeStart, inputClippings = [] } = input;
  const faults: string[] = [];
  if (typeof fileInput !== 'string' || !/^(s3|https?):\/\/[^/]+\/./.test(fileInput)) {
    faults.push(`${path}/fileInput: must be the URI of a file, not ${shown(fileInput)}`);
  }
  if (timecodeSource !== undefined && !TIMECODE_SOURCES.some((source) => source === timecodeSource)) {
    faults.push(`${path}/timecodeSource: must be ${TIMECODE_SOURCES.join(' or ')}, not ${shown(timecodeSource)}`);
  }
  if (timecodeStart !== undefined && !isMatch(timecodeStart, TIMECODE_START)) {
    faults.push(`${path}/timecodeStart: must be a timecode HH:MM:SS:FF, not ${shown(timecodeStart)}`);
  }
  if (!isObjects(inputClippings)) return [...faults, `${path}/inputClippings: must be a list of clips`];
  return [...faults, ...inputClippings.flatMap((clip, index) => validateClip(clip, `${path}/inputClippings/${index}`))];
}

function validateClip(clip: JsonObject, path: string): string[] {
  const ends = ['startTimecode', 'endTimecode'].filter((name) => clip[name] !== undefined);
  if (ends.length === 0) return [`${path}: must have startTimecode or endTimecode`];
  return ends
    .filter((name) => !isMatch(clip[name], TIMECODE))
    .map((name) => `${path}/${name}: must be a timecode HH:MM:SS:FF, not ${shown(clip[name])}`);
}

function validateOutputGroups(groups: unknown): string[] {
  if (!isObjects(groups) || groups.length === 0) return ['/outputGroups: must be a list with at least one group'];
  return groups.flatMap(({ outputGroupSettings, outputs }, index) => {
    const path = `/outputGroups/${index}`;
    const type = isJsonObject(outputGroupSettings) ? outputGroupSettings['type'] : undefined;
    return [
      ...(GROUP_TYPES.some((known) => known === type)
        ? []
        : [`${path}/outputGroupSettings/type: must be ${GROUP_TYPES.join(' or ')}, not ${shown(type)}`]),
      ...(isObjects(outputs) && outputs.length > 0 ? [] : [`${path}/outputs: must be a list with at least one output`]),
    ];
  });
}

function isObjects(value: unknown): value is JsonObject[] {
  return Array.isArray(value) && value.every(isJsonObject);
}

function isMatch(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}

/** A value as messages have it. */
export function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
