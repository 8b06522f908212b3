import type { Subject } from './subject.ts';
import { collector } from './subjects/collector.ts';
import { credentials } from './subjects/credentials.ts';
import { documents } from './subjects/documents.ts';
import { events } from './subjects/events.ts';
import { frames } from './subjects/frames.ts';
import { media } from './subjects/media.ts';
import { replayFiles } from './subjects/replay-files.ts';
import { resolvers } from './subjects/resolvers.ts';
import { terminal } from './subjects/terminal.ts';
import { VARIANTS } from './variants.ts';

/** What takes input from outside, its share of a million cases, and how many cases a run is. */
type Tried = { open: () => Subject | Promise<Subject>; share: number; casesARun: number };

/** The sockets of the local AppSync have the rest. */
export const SUBJECTS: Record<string, Tried> = {
  events: { open: events, share: 400_000, casesARun: VARIANTS },
  'batches of the collector': { open: collector, share: 20_000, casesARun: 1 },
  'media files': { open: media, share: 5_000, casesARun: 1 },
  'arguments of resolvers': { open: resolvers, share: 40_000, casesARun: 1 },
  'GraphQL documents': { open: documents, share: 95_000, casesARun: VARIANTS },
  'tokens and signatures': { open: credentials, share: 50_000, casesARun: 1 },
  'WebSocket frames': { open: frames, share: 90_000, casesARun: VARIANTS },
  'replay files': { open: replayFiles, share: 100_000, casesARun: VARIANTS },
  'terminal and log': { open: terminal, share: 100_000, casesARun: VARIANTS },
};

/** How many of a million cases go over the sockets of the local AppSync. */
export const SOCKET_SHARE = 100_000;
