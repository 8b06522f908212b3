import { readFile, writeFile } from 'node:fs/promises';
import { readManifest } from '../../local/assembly/read-manifest.ts';
import { synthesizeHere } from '../end-to-end/synthesize-here.ts';

/** A key of the API that nobody has renewed. */
export const EXPIRED_KEY = 'ExpiredApiKey';

type Resource = { Type: string; Properties: object };

/** Synthesizes the stack, with a key beside its own that has expired. */
export const synthesizeWithExpiredKey: typeof synthesizeHere = async (directory, context) => {
  await synthesizeHere(directory, context);
  const { templateFile } = readManifest(directory);
  const template = JSON.parse(await readFile(templateFile, 'utf8')) as { Resources: Record<string, Resource> };
  const key = Object.values(template.Resources).find(({ Type }) => Type === 'AWS::AppSync::ApiKey');
  const Properties = { ...key?.Properties, Expires: Date.UTC(2025, 0, 1) / 1000 };
  template.Resources[EXPIRED_KEY] = { Type: 'AWS::AppSync::ApiKey', Properties };
  await writeFile(templateFile, JSON.stringify(template));
};
