import { readFile } from 'node:fs/promises';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import type { StackChoice } from './options.ts';
import type { QueueOutput } from './routes.ts';

/** A stack whose queues can be reached. `urlOf` throws for an output that the stack lacks. */
export type OpenStack = { sqs: SQSClient; urlOf(output: QueueOutput): string };

/** Finds the stack. Throws an `Error` of one line where there is none. */
export function openStack(choice: StackChoice): Promise<OpenStack> {
  return 'stackName' in choice ? openAwsStack(choice.stackName, choice.region) : openLocalStack(choice.outputsFile);
}

async function openAwsStack(stackName: string, region: string | undefined): Promise<OpenStack> {
  const place = region === undefined ? {} : { region };
  const cloudFormation = new CloudFormationClient(place);
  const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
  cloudFormation.destroy();
  const outputs: Record<string, unknown> = {};
  for (const { OutputKey: key = '', OutputValue: value } of Stacks[0]?.Outputs ?? []) outputs[key] = value;
  return {
    sqs: new SQSClient(place),
    urlOf: (output) => urlIn(outputs, output, `the stack ${stackName} has no output ${output}`),
  };
}

/** What is needed of `outputs.json`. */
type LocalOutputs = {
  region: string;
  endpoints: { sqs: string };
  credentials: { admin: { accessKeyId: string; secretAccessKey: string } };
  /** By the names of the outputs, in camel case. */
  resources: Record<string, unknown>;
};

async function openLocalStack(file: string): Promise<OpenStack> {
  const { region, endpoints, credentials, resources } = await readOutputs(file);
  const place: SQSClientConfig = { region, endpoint: endpoints.sqs, credentials: credentials.admin };
  return {
    sqs: new SQSClient(place),
    urlOf: (output) => {
      const name = output.charAt(0).toLowerCase() + output.slice(1);
      return urlIn(resources, name, `${file} does not name ${name}; npm start writes it anew`);
    },
  };
}

async function readOutputs(file: string): Promise<LocalOutputs> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`no local stack is running: ${file} is not there; npm start starts one, --stack names another`, {
      cause,
    });
  });
  try {
    const outputs = JSON.parse(text) as LocalOutputs;
    new URL(outputs.endpoints.sqs);
    return {
      ...outputs,
      resources: { ...outputs.resources },
      credentials: { admin: { ...outputs.credentials.admin } },
    };
  } catch (cause) {
    throw new Error(`${file} does not name an SQS endpoint; npm start writes it anew`, { cause });
  }
}

function urlIn(outputs: Record<string, unknown>, name: string, absent: string): string {
  const url = outputs[name];
  if (typeof url !== 'string' || !URL.canParse(url)) throw new Error(absent);
  return url;
}
