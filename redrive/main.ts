import { redriveCommand } from './redrive-command.ts';

// The pinned SDK runs on Node 20; what it says of its later versions is no news to whoever redrives.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);

function stop(): void {
  // What is in hand is seen in its queue again after some minutes.
  if (stopping.signal.aborted) process.exit(130);
  stopping.abort();
}

const { stdout, stderr } = process;
process.exitCode = await redriveCommand(process.argv.slice(2), { stdout, stderr, signal: stopping.signal });
