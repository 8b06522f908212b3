import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '../../../local/assembly/assembly.ts';

const ROLE_ARN = 'arn:aws:iam::000000000000:role/functions';

export const functionArn = (name: string): string => `arn:aws:lambda:us-east-1:000000000000:function:${name}`;

/** A function with this code, its asset a new folder of `directory`. */
export function functionOf(directory: string, name: string, code: string, properties: object = {}): Resource {
  const asset = join(directory, name);
  mkdirSync(asset);
  writeFileSync(join(asset, 'index.mjs'), code);
  return {
    logicalId: name,
    type: 'AWS::Lambda::Function',
    ref: name,
    attributes: { Arn: functionArn(name) },
    properties: {
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: ROLE_ARN,
      Code: { S3Key: asset },
      Timeout: 10,
      ...properties,
    },
  };
}
