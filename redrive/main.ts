import { constants } from 'node:os';
import { redriveCommand } from './redrive-command.ts';

// The pinned SDK runs on Node 20; what it says of its later versions is no news to whoever redrives.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const stopping = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    const status = 128 + constants.signals[name];
    // What is in hand is seen in its queue again after some minutes.
    if (stopping.signal.aborted) process.exit(status);
    stopping.abort(status);
  });
}

const { stdout, stderr } = process;
process.exitCode = await redriveCommand(process.argv.slice(2), { stdout, stderr, signal: stopping.signal });
