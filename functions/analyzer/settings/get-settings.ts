import { BadRequestException, GetJobCommand, JobSettings$, NotFoundException } from '@aws-sdk/client-mediaconvert';
import type { MediaConvertClient } from '@aws-sdk/client-mediaconvert';

/**
 * Asks MediaConvert for a job's settings. Returns JSON text in the wire's spelling, as CreateJob's record has it, or undefined
 * when MediaConvert knows no such job. Throws what MediaConvert throws otherwise.
 */
export async function getSettings(client: MediaConvertClient, jobId: string): Promise<string | undefined> {
  try {
    const { Job } = await client.send(new GetJobCommand({ Id: jobId }));
    return Job?.Settings === undefined ? undefined : wireText(client, Job.Settings);
  } catch (error) {
    if (error instanceof NotFoundException || error instanceof BadRequestException) return undefined;
    throw error;
  }
}

/** The SDK renames what it reads, except the keys of maps, which are the user's own. It writes it back by the same rules. */
function wireText({ config }: MediaConvertClient, settings: object): string {
  const serializer = config.protocol.getPayloadCodec().createSerializer();
  serializer.write(JobSettings$, settings);
  return new TextDecoder().decode(serializer.flush() as Uint8Array);
}
