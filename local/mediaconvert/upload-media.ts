import { readFile } from 'node:fs/promises';
import { BucketAlreadyOwnedByYou, CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Credentials } from '../iam/principal.ts';
import { DEMO_BUCKET, type DemoPlan } from './demo-plans.ts';

// The files in media/ were made with ffmpeg: `-f lavfi -i color=c=steelblue:s=64x36:r=25:d=60 -c:v libx264 -g 3000 -bf 0
// -crf 45 -x264-params scenecut=0:ref=1 -pix_fmt yuv420p -fflags +bitexact`. harbour.mp4 has silence beside it (`anullsrc=
// r=8000:cl=mono`, `-c:a aac -b:a 6k`); ident.mp4 lasts 8 s; night-train.mov is 30000/1001 with `-timecode 01:00:00;00`;
// screen.webm is 90 s at 10 with `-c:v libvpx -b:v 1k`.
const MEDIA = new URL('media/', import.meta.url);

/** Uploads the inputs of the plans into a bucket, which is created when it is not there. */
export async function uploadMedia(
  plans: readonly DemoPlan[],
  options: { endpoint: string; region: string; credentials: Credentials; signal: AbortSignal },
): Promise<void> {
  const { signal: abortSignal, ...client } = options;
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  try {
    await s3.send(new CreateBucketCommand({ Bucket: DEMO_BUCKET }), { abortSignal }).catch((error: unknown) => {
      if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
    });
    for (const { media, inputs } of plans) {
      const Body = await readFile(new URL(media, MEDIA));
      for (const Key of inputs)
        await s3.send(new PutObjectCommand({ Bucket: DEMO_BUCKET, Key, Body }), { abortSignal });
    }
  } finally {
    s3.destroy();
  }
}
