import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startResolvers, type Resolvers } from './start-resolvers.ts';
import { IN_AN_HOUR, jobItem, JUST_EXPIRED, minute } from './stored-items.ts';

let resolvers: Resolvers;
beforeAll(async () => {
  resolvers = await startResolvers();
});
afterAll(async () => await resolvers.close());

const DETAILS = /* GraphQL */ `
  fragment Details on Job {
    settings
    analysis {
      codec
      frameCount
      status
    }
    inputs {
      id
      uri
      video {
        codec
        frameRate
      }
      audio {
        language
      }
    }
    outputGroups {
      type
      playlistFilePaths
      outputs {
        outputFilePaths
        durationInMs
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
    first: mediainfo(input: 1)
    second: mediainfo(input: 2)
  }
`;

const SETTINGS = { Inputs: [{ FileInput: 's3://in/a.mp4' }], TimecodeConfig: { Source: 'ZEROBASED' } };
const INPUTS = [
  { id: 1, uri: 's3://in/a.mp4', video: [{ codec: 'H_264', frameRate: 29.97 }], audio: [{ language: 'ENG' }] },
  { id: 2, uri: 's3://in/b.wav', video: [], audio: [{}] },
];
const OUTPUTS = {
  groups: [
    {
      type: 'HLS_GROUP',
      playlistFilePaths: ['s3://out/a.m3u8'],
      outputs: [{ outputFilePaths: ['s3://out/a_1.m3u8'], durationInMs: 1000 }, { outputFilePaths: [] }],
    },
  ],
  paddingInserted: 1,
  blackVideoDetected: 250.5,
  blackVideoSegments: [
    { start: 0, end: 200 },
    { start: 900, end: 950.5 },
  ],
};
const REPORT = { media: { track: [{ '@type': 'General', Duration: 241.208 }] } };
const ANALYSIS = { codec: 'AVC', frameCount: 7230, status: 'COMPLETE' };

/** The details as GraphQL shows them when there are none. */
const NOTHING = {
  settings: null,
  analysis: null,
  inputs: [],
  outputGroups: [],
  outputFindings: null,
  first: null,
  second: null,
};

async function putDetails(id: string, ttl: number): Promise<void> {
  const parts = {
    settings: SETTINGS,
    inputs: INPUTS,
    outputGroups: OUTPUTS,
    analysis: ANALYSIS,
    'mediainfo#2': REPORT,
  };
  for (const [part, data] of Object.entries(parts)) {
    await resolvers.put('JobDetailTable', { id, part, data: JSON.stringify(data), at: 1, ttl });
  }
}

async function details(id: string): Promise<unknown> {
  await resolvers.put('JobTable', jobItem(id));
  const { data, errors } = await resolvers.run(`query ($id: ID!) { job(id: $id) { ...Details } } ${DETAILS}`, { id });
  expect(errors).toBeUndefined();
  return data?.['job'];
}

describe('Job.settings, inputs, outputGroups, outputFindings, analysis and mediainfo', () => {
  it('show what was stored, settings and reports as JSON text', async () => {
    await putDetails('full', IN_AN_HOUR);
    expect(await details('full')).toEqual({
      settings: JSON.stringify(SETTINGS),
      analysis: ANALYSIS,
      inputs: [INPUTS[0], { id: 2, uri: 's3://in/b.wav', video: [], audio: [{ language: null }] }],
      outputGroups: [
        {
          type: 'HLS_GROUP',
          playlistFilePaths: ['s3://out/a.m3u8'],
          outputs: [
            { outputFilePaths: ['s3://out/a_1.m3u8'], durationInMs: 1000 },
            { outputFilePaths: [], durationInMs: null },
          ],
        },
      ],
      outputFindings: {
        paddingInsertedInMs: 1,
        blackVideoDetectedInMs: 250.5,
        blackVideoSegments: [
          { startInMs: 0, endInMs: 200 },
          { startInMs: 900, endInMs: 950.5 },
        ],
      },
      first: null,
      second: JSON.stringify(REPORT),
    });
  });

  it('are null or empty when nothing was stored', async () => {
    expect(await details('bare')).toEqual(NOTHING);
  });

  it('are null or empty when they have expired', async () => {
    await putDetails('expired', JUST_EXPIRED);
    expect(await details('expired')).toEqual(NOTHING);
  });

  it('belong to their own job in a list', async () => {
    await putDetails('listed', IN_AN_HOUR);
    await resolvers.put('JobTable', jobItem('listed', { status: 'CANCELED', createdAt: minute(1) }));
    await resolvers.put('JobTable', jobItem('plain', { status: 'CANCELED', createdAt: minute(0) }));
    const query = `query { jobsByStatus(status: CANCELED) { items { id ...Details } } } ${DETAILS}`;
    expect(await resolvers.run(query)).toMatchObject({
      data: {
        jobsByStatus: {
          items: [
            { id: 'listed', settings: JSON.stringify(SETTINGS), analysis: ANALYSIS },
            { id: 'plain', ...NOTHING },
          ],
        },
      },
    });
  });
});

describe('Job.outputFindings', () => {
  it('is there when the job is complete, also when nothing was found', async () => {
    const data = JSON.stringify({ groups: [] });
    await resolvers.put('JobDetailTable', { id: 'clean', part: 'outputGroups', data, at: 1, ttl: IN_AN_HOUR });
    expect(await details('clean')).toEqual({
      ...NOTHING,
      outputFindings: { paddingInsertedInMs: null, blackVideoDetectedInMs: null, blackVideoSegments: [] },
    });
  });
});

describe('Job.mediainfo', () => {
  it.each([0, -1])('refuses input %j with `BadRequest`', async (input) => {
    await resolvers.put('JobTable', jobItem('refused'));
    const query = 'query ($input: Int!) { job(id: "refused") { mediainfo(input: $input) } }';
    const { data, errors } = await resolvers.run(query, { input });
    expect(data).toEqual({ job: { mediainfo: null } });
    expect(errors).toMatchObject([
      {
        path: ['job', 'mediainfo'],
        errorType: 'BadRequest',
        message: `input must be 1 or more, not ${input}: a job's inputs are counted from 1`,
      },
    ]);
  });
});
