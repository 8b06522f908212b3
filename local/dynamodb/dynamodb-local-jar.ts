import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** The npm package that ships DynamoDB Local 1.25.1. It is only fetched for whoever asks for that engine. */
const PACKAGE = 'amplify-dynamodb-simulator@2.9.30';
const DIRECTORY = fileURLToPath(new URL('../../.local/dynamodb-local/', import.meta.url));

const run = promisify(execFile);

/** The path of `DynamoDBLocal.jar`: that of `DYNAMODB_LOCAL_JAR`, or else the one that is fetched at the first use and kept under `.local`. */
export async function dynamoDbLocalJar(): Promise<string> {
  const given = process.env['DYNAMODB_LOCAL_JAR'];
  if (given !== undefined && given !== '') {
    if (!existsSync(given)) throw new Error(`DYNAMODB_LOCAL_JAR names ${given}, which is not there`);
    return resolve(given);
  }
  const jar = join(DIRECTORY, 'package', 'emulator', 'DynamoDBLocal.jar');
  if (existsSync(jar)) return jar;
  try {
    mkdirSync(DIRECTORY, { recursive: true });
    const unpacked = mkdtempSync(join(DIRECTORY, 'unpack-'));
    const { stdout } = await run('npm', ['pack', PACKAGE, '--silent', '--pack-destination', unpacked]);
    await run('tar', ['-xzf', join(unpacked, stdout.trim().split('\n').at(-1) ?? ''), '-C', unpacked]);
    // Moved into place as a whole, so that an interrupted start leaves no half of a jar behind.
    renameSync(join(unpacked, 'package'), join(DIRECTORY, 'package'));
    rmSync(unpacked, { recursive: true });
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new Error(`DynamoDB Local cannot be fetched (${reason ?? ''}); name its jar in DYNAMODB_LOCAL_JAR`, {
      cause: error,
    });
  }
  return jar;
}
