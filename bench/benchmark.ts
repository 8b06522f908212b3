import type { MustHold } from './must-hold.ts';

/** What a benchmark has measured, and what must hold of it. */
export type Measured = { rows: Record<string, object>; mustHold: MustHold[] };

/** Is told what is measured now. */
export type Log = (line: string) => void;

/** Measures, and prints a table of it. */
export type Benchmark = (log: Log) => Promise<Measured>;
