import type { MustHold } from './must-hold.ts';

/** What a benchmark has measured, and what must hold of it. */
export type Measured = { rows: Record<string, object>; mustHold: MustHold[] };

/** Measures, and prints a table of it. */
export type Benchmark = () => Promise<Measured>;
