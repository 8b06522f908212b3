import type {
  BlackSegment,
  CompleteDetail,
  OutputDetail,
  OutputGroupDetail,
  OutputVideoDetail,
} from '../../../schema/events/job-state-change.ts';
import type { Output, OutputGroup } from '../../../schema/generated/graphql.ts';
import type { ReportedOutputs } from './checked-event.ts';
import { countOf, intOf, listOf, numberOf, objectOf, textOf, textsOf } from '../../lib/read-field.ts';
import type { Unchecked } from '../../lib/read-field.ts';

/** The outputs of COMPLETE, groups in GraphQL's shape; undefined when the event tells none. */
export function readOutputs(detail: Unchecked<CompleteDetail>): ReportedOutputs | undefined {
  const groups = listOf(detail.outputGroupDetails)?.map(readGroup);
  if (groups === undefined) return undefined;
  return {
    groups,
    paddingInserted: countOf(detail.paddingInserted),
    blackVideoDetected: countOf(detail.blackVideoDetected),
    blackVideoSegments: readSegments(detail.blackVideoSegments ?? detail.blackSegments),
  };
}

function readGroup(value: unknown): OutputGroup {
  const group = objectOf<OutputGroupDetail>(value);
  return {
    type: textOf(group.type) ?? null,
    playlistFilePaths: textsOf(group.playlistFilePaths),
    outputs: (listOf(group.outputDetails) ?? []).map(readOutput),
  };
}

function readOutput(value: unknown): Output {
  const output = objectOf<OutputDetail>(value);
  const video = objectOf<OutputVideoDetail>(output.videoDetails);
  return {
    outputFilePaths: textsOf(output.outputFilePaths),
    durationInMs: countOf(output.durationInMs) ?? null,
    widthInPx: intOf(video.widthInPx) ?? null,
    heightInPx: intOf(video.heightInPx) ?? null,
    averageBitrate: countOf(video.averageBitrate) ?? null,
    qvbrAvgQuality: numberOf(video.qvbrAvgQuality) ?? null,
  };
}

function readSegments(value: unknown): ReportedOutputs['blackVideoSegments'] {
  return listOf(value)?.flatMap((each) => {
    const segment = objectOf<BlackSegment>(each);
    const start = countOf(segment.start);
    const end = countOf(segment.end);
    return start === undefined || end === undefined ? [] : [{ start, end }];
  });
}
