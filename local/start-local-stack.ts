import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { controlRoute } from './appsync/control/control-route.ts';
import { ignoredParts } from './appsync/ignored-parts.ts';
import { readApi } from './appsync/read-api.ts';
import { createRuntime } from './appsync/runtime/create-runtime.ts';
import { loadAssembly } from './assembly/load-assembly.ts';
import { collectorFunction } from './collector-function.ts';
import { startDynamoDb } from './dynamodb/start-dynamodb.ts';
import { createEventBus } from './eventbridge/event-bus.ts';
import type { Faults } from './faults/create-faults.ts';
import { breakParts } from './faults/break-parts.ts';
import { faultyGraphql } from './faults/faulty-graphql.ts';
import { faultyRoute } from './faults/faulty-route.ts';
import { createGateway } from './gateway/gateway.ts';
import { serveHttpVersions } from './gateway/serve-http-versions.ts';
import type { ServiceRoute } from './gateway/service.ts';
import type { OnDecision } from './iam/access-decision.ts';
import { createCredentialStore } from './iam/credential-store.ts';
import { startKinesis } from './kinesis/start-kinesis.ts';
import { createFunctions } from './lambda/create-functions.ts';
import type { OnPrint } from './lambda/local-function.ts';
import { listen } from './listen.ts';
import { withDemoMediaBucket } from './media-buckets.ts';
import { playJobs } from './mediaconvert/play-jobs.ts';
import { startMediaConvert } from './mediaconvert/start-media-convert.ts';
import { describeOutputs } from './describe-outputs.ts';
import { resourceStatements } from './iam/resource-statements.ts';
import type { StartOptions } from './options.ts';
import { type Outputs, writeOutputs } from './outputs.ts';
import { createPages } from './pages/create-pages.ts';
import { startS3 } from './s3/start-s3.ts';
import { startSqs } from './sqs/start-sqs.ts';
import { type StackPrincipals, stackPrincipals } from './stack-principals.ts';
import { startApi } from './start-api.ts';
import { synthesize } from './synthesize.ts';
import { issueServerCertificate, type KeyedCertificate } from './tls/certificates.ts';
import { LOCAL_CA_DIRECTORY, openLocalCa } from './tls/open-local-ca.ts';
import { serveTls } from './tls/serve-tls.ts';

/** What `npm start` was asked for, and what its caller adds. */
export type LocalStackOptions = StartOptions & {
  /** Where the stack is synthesized to. @default cdk.out */
  assemblyDirectory?: string;
  /** Synthesizes the stack into a directory. @default in a process of its own, as `cdk synth` would */
  synthesize?: typeof synthesize;
  /** Gives up starting, and stops the demo workload. */
  signal?: AbortSignal;
  /** Takes one line for each thing to know of while the stack is served. */
  log(line: string): void;
  /** How long a minute of the schedules takes, in milliseconds. @default 60000 */
  msPerMinute?: number;
  /** Decides which requests go wrong. @default none does */
  faults?: Faults;
  /** How many batches of a queue are worked on at once, whatever the stack allows. @default 2 */
  mostBatches?: number;
  /** Takes every line that a function prints, metrics too. @default nobody does */
  onPrint?: OnPrint;
  /** Takes what IAM decides about every request. @default nobody does */
  onDecision?: OnDecision;
};

/** A stack that is being served, and the credentials of everyone who signs requests in it. */
export type LocalStack = { outputs: Outputs; principals: StackPrincipals; close(): Promise<void> };

const REGION = 'us-east-1';
const ACCOUNT_ID = '000000000000';
/** How long a server that restarts cannot be reached. */
const RESTART_MS = 1_000;
const CERTIFICATE_REFUSED =
  'a client ended its TLS connection without a request: if it does not trust the certificate, npm run local-ca prints how (said once)';

/**
 * Synthesizes the stack and serves it on this machine: resolves once everything is ready and `outputs.json` is written.
 * When a part cannot start, whatever has started is stopped again before the promise rejects.
 */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const started: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    // Last in, first out: what uses a service stops before the service does.
    for (const stop of started.splice(0).reverse()) await stop();
  };
  try {
    return { ...(await start(options, (stop) => started.push(stop))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  options: LocalStackOptions,
  onClose: (stop: () => Promise<void>) => void,
): Promise<Omit<LocalStack, 'close'>> {
  const { log, msPerMinute = 60_000, faults, mostBatches, onDecision, onPrint, signal } = options;
  /** Has a part stopped with the stack, in reverse order of starting. */
  const keep = <Part extends { close(): Promise<void> }>(part: Part): Part => {
    onClose(() => part.close());
    signal?.throwIfAborted();
    return part;
  };

  const graphqlServer = createServer();
  const gatewayServer = createServer();
  const certificate = await serverCertificate(log);
  const graphqlListening = keep(await listen(graphqlServer, options.port));
  const origin = `127.0.0.1:${graphqlListening.port}`;
  keep(serveTls(graphqlServer, { ...certificate, onRefused: () => log(CERTIFICATE_REFUSED) }));
  const gatewayListening = keep(await listen(gatewayServer));
  const gatewayUrl = `http://127.0.0.1:${gatewayListening.port}`;
  const graphqlUrl = `http://${origin}/graphql`;
  const realtimeUrl = `ws://${origin}/graphql/realtime`;

  const assemblyDirectory = resolve(options.assemblyDirectory ?? 'cdk.out');
  const context = options.workload ? withDemoMediaBucket(options.context) : options.context;
  await (options.synthesize ?? synthesize)(assemblyDirectory, context, signal);
  const assembly = loadAssembly(assemblyDirectory, {
    region: REGION,
    accountId: ACCOUNT_ID,
    gatewayUrl,
    graphqlUrl,
    realtimeUrl,
  });
  const resources = (type: string) => assembly.resources.filter((resource) => resource.type === type);
  const store = createCredentialStore();
  const principals = stackPrincipals(assembly, store);

  const dataDirectory = options.dataDirectory === undefined ? undefined : resolve(options.dataDirectory);
  const place = { region: REGION, accountId: ACCOUNT_ID };
  const dynamodb = keep(
    await startDynamoDb({
      engine: options.dynamodb,
      ...(dataDirectory !== undefined && { dataDirectory }),
      tables: resources('AWS::DynamoDB::Table'),
      ...place,
    }),
  );
  const kinesis = keep(await startKinesis({ streams: resources('AWS::Kinesis::Stream'), ...place }));
  const sqs = keep(await startSqs({ queues: resources('AWS::SQS::Queue'), gatewayUrl, ...place }));
  const s3 = keep(await startS3({ buckets: resources('AWS::S3::Bucket'), ...place }));
  const bus = keep(createEventBus({ assembly, gatewayUrl, credentialsFor: principals.rule, msPerMinute, log }));
  const collector = collectorFunction(assembly).ref;
  const functions = createFunctions({
    assembly,
    gatewayUrl,
    credentialsFor: principals.role,
    // The others cost nothing until there is work for them.
    isWarm: (name) => name === collector,
    // What is to be killed is a process of its own.
    host: faults === undefined ? 'thread' : 'process',
    mostBatches,
    log,
    onPrint,
  });
  const mediaConvert = startMediaConvert({
    endpoint: gatewayUrl,
    ...place,
    credentials: principals.outputs.admin,
    speed: options.speed,
    log,
  });
  const api = readApi(assembly);
  for (const line of ignoredParts(assembly)) log(line);
  for (const { logicalId } of resources('AWS::CloudFront::Distribution'))
    log(`${logicalId} is left out: CloudFront, and what is published through it, is not imitated here`);
  const evaluator = keep(createRuntime({ log }));
  const routes = {
    dynamodb: dynamodb.route,
    kinesis: kinesis.route,
    sqs: sqs.route,
    s3: s3.route,
    events: bus.route,
    lambda: functions.route,
    mediaconvert: mediaConvert.route,
    appsync: controlRoute({ api, graphqlUrl, realtimeUrl, runtime: evaluator }),
  };
  const gateway = createGateway({
    credentials: store,
    region: REGION,
    routes: faults === undefined ? routes : faultyRoutes(routes, faults),
    resourceStatements: (arn) => resourceStatements(assembly, arn),
    openPaths: { '/events': bus.postEvents },
    ...(onDecision && { onDecision }),
    log,
  });
  const connections = keep(serveHttpVersions(gatewayServer, gateway.serve));
  keep(mediaConvert);

  const appsync = keep(
    await startApi({
      api,
      region: REGION,
      gatewayUrl,
      gateway,
      principals,
      credentials: store,
      pageTokenKeyFile: dataDirectory && join(dataDirectory, 'page-token-key'),
      log,
      onDecision,
    }),
  );
  const { ApiKey: apiKey } = assembly.outputs;
  // IAM is a mode of every API here; a token would show only what its user may see.
  const authorization = apiKey === undefined ? { region: REGION, ...principals.reader(api.arn) } : { apiKey };
  const pages = keep(await createPages({ graphqlUrl, realtimeUrl, authorization, log }));
  const handleGraphql = faults === undefined ? appsync.handle : faultyGraphql(appsync.handle, faults);
  graphqlServer.on('request', (request, response) => {
    if (!pages.handle(request, response)) handleGraphql(request, response);
  });
  graphqlServer.on('upgrade', appsync.upgrade);

  keep(functions);
  await functions.startMappings();
  if (faults !== undefined) {
    const restarts = [
      async () => {
        await Promise.all([gatewayListening.restart(RESTART_MS), connections.close()]);
      },
      () => graphqlListening.restart(RESTART_MS),
      ...(dynamodb.restart === undefined ? [] : [dynamodb.restart]),
    ];
    keep(breakParts(faults, { crash: functions.crash, restarts }));
  }

  const outputs = describeOutputs(assembly, {
    gatewayUrl,
    graphqlUrl,
    realtimeUrl,
    ...(appsync.issuerUrl !== undefined && { issuerUrl: appsync.issuerUrl }),
    credentials: principals.outputs,
  });
  onClose(await writeOutputs(options.outputsFile, outputs));
  if (options.workload) onClose(startWorkload(options, outputs));
  return { outputs, principals };
}

function faultyRoutes(routes: Record<string, ServiceRoute>, faults: Faults): Record<string, ServiceRoute> {
  return Object.fromEntries(
    Object.entries(routes).map(([service, route]) => [service, faultyRoute(service, route, faults)]),
  );
}

/** A certificate for this start, of the authority that `npm run local-ca` tells how to trust. */
async function serverCertificate(log: LocalStackOptions['log']): Promise<KeyedCertificate> {
  const ca = await openLocalCa(LOCAL_CA_DIRECTORY);
  if (ca.made === 'expired') {
    log('the local certificate authority had expired and was made anew; npm run local-ca prints how to trust it');
  }
  return issueServerCertificate(ca);
}

/** Plays demo jobs until the function that it returns is called. */
function startWorkload({ speed, log }: LocalStackOptions, outputs: Outputs): () => Promise<void> {
  const stopping = new AbortController();
  const playing = playJobs({
    endpoint: outputs.endpoints.mediaconvert,
    region: REGION,
    accountId: ACCOUNT_ID,
    credentials: outputs.credentials.admin,
    speed,
    signal: stopping.signal,
  }).catch((error: unknown) => {
    if (!stopping.signal.aborted) log(`demo workload: ${error instanceof Error ? error.message : String(error)}`);
  });
  return () => {
    stopping.abort();
    return playing;
  };
}
