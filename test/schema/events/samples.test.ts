import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ApiCall } from '../../../schema/events/api-call.ts';
import type { EventStatus } from '../../../schema/events/job-state-change.ts';
import type { MediaConvertEvent } from '../../../schema/events/media-convert-event.ts';

/** The compiler sees to it that none is missing. */
const NAMES: Record<EventStatus | ApiCall['detail']['eventName'], true> = {
  CANCELED: true,
  COMPLETE: true,
  CancelJob: true,
  CreateJob: true,
  ERROR: true,
  INPUT_INFORMATION: true,
  NEW_WARNING: true,
  PROGRESSING: true,
  QUEUE_HOP: true,
  STATUS_UPDATE: true,
};
const SAMPLES = new URL('../../../schema/events/samples/', import.meta.url);

describe('the sample events', () => {
  it('are one of each kind', () => {
    const files = readdirSync(SAMPLES).map((file) => file.replace('.json', ''));
    expect(files.sort()).toEqual(Object.keys(NAMES).sort());
  });

  it.each(Object.keys(NAMES))('say what they are: `%s`', (name) => {
    const event = JSON.parse(readFileSync(new URL(`${name}.json`, SAMPLES), 'utf8')) as MediaConvertEvent;
    const said = event['detail-type'] === 'AWS API Call via CloudTrail' ? event.detail.eventName : event.detail.status;
    expect({ said, source: event.source }).toEqual({ said: name, source: 'aws.mediaconvert' });
  });
});
