import type {
  JobEventsQuery,
  JobEventsQueryVariables,
  JobMediainfoQuery,
  JobMediainfoQueryVariables,
  JobWithDetailsQuery,
  JobWithDetailsQueryVariables,
} from '../../schema/generated/graphql.ts';
import type { Operation } from '../operation.ts';
import { FIGURES, JOB } from './job-fragments.ts';

const EVENTS = /* GraphQL */ `
  fragment JobEventsFields on JobEventConnection {
    items {
      id
      status
      source
      timestamp
      detail
    }
    nextToken
  }
`;

/** Everything about one job, with its first events. */
export const JOB_WITH_DETAILS: Operation<JobWithDetailsQuery, JobWithDetailsQueryVariables> = {
  text: /* GraphQL */ `
    query JobWithDetails($id: ID!, $events: Int) {
      job(id: $id) {
        ...JobFields
        expiresAt
        analysis {
          codec
          frameCount
          numInputs
          numOutputs
          duration
          status
          reason
        }
        inputs {
          id
          uri
          video {
            streamId
            codec
            width
            height
            frameRate
            sar
            bitDepth
            interlaceMode
            colorFormat
            standard
            fourCC
          }
          audio {
            streamId
            codec
            channels
            sampleRate
            language
          }
        }
        outputGroups {
          type
          playlistFilePaths
          outputs {
            outputFilePaths
            durationInMs
            widthInPx
            heightInPx
            averageBitrate
            qvbrAvgQuality
          }
        }
        outputFindings {
          paddingInsertedInMs
          blackVideoDetectedInMs
          blackVideoSegments {
            startInMs
            endInMs
          }
        }
        warnings {
          code
          message
          count
          firstSeen
          lastSeen
        }
        queueTransitions {
          fromQueue
          toQueue
          priority
          time
        }
        settings
        events(limit: $events) {
          ...JobEventsFields
        }
      }
    }
    ${JOB}
    ${EVENTS}
    ${FIGURES}
  `,
};

/** A further page of a job's events. */
export const JOB_EVENTS: Operation<JobEventsQuery, JobEventsQueryVariables> = {
  text: /* GraphQL */ `
    query JobEvents($id: ID!, $limit: Int, $nextToken: String) {
      job(id: $id) {
        events(limit: $limit, nextToken: $nextToken) {
          ...JobEventsFields
        }
      }
    }
    ${EVENTS}
  `,
};

/** The whole report of MediaInfo about an input of a job. */
export const JOB_MEDIAINFO: Operation<JobMediainfoQuery, JobMediainfoQueryVariables> = {
  text: /* GraphQL */ `
    query JobMediainfo($id: ID!, $input: Int!) {
      job(id: $id) {
        mediainfo(input: $input)
      }
    }
  `,
};
