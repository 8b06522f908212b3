import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBarView } from '../../../watch/view/bar-view.ts';
import type { View } from '../../../watch/view/view.ts';
import { jobProgress } from '../../client/job-progress.ts';
import { createTerminal, modesOf, screenOf } from '../terminal.ts';

const A_FRAME_MS = 200;

describe('bars', () => {
  let terminal: ReturnType<typeof createTerminal>;
  let view: View;
  beforeEach(() => {
    vi.useFakeTimers();
    terminal = createTerminal({ rows: 5 });
    view = createBarView({ stdout: terminal });
  });
  afterEach(() => {
    view.close();
    vi.useRealTimers();
  });

  const at = (jobId: string, percentJobComplete: number | null, changes: Parameters<typeof jobProgress>[0] = {}) =>
    jobProgress({ jobId, ...changes, progressMetrics: { percentJobComplete } });
  /** What the terminal shows after the next frame, in short: `a 45% Running`. */
  const shown = (): string[] => {
    vi.advanceTimersByTime(A_FRAME_MS);
    return screenOf(terminal.text())
      .filter((row) => row !== '')
      .map((row) => row.replaceAll(/[█░·]/g, '').replaceAll(/\s+/g, ' '));
  };

  it('are drawn one a job, in the order in which jobs came', () => {
    view.progress(at('a', 10));
    view.progress(at('b', null));
    view.progress(at('a', 45));
    expect(shown()).toEqual(['a 45% Running', 'b Running']);
  });

  it('leave the line of a job that has ended above them', () => {
    for (const jobId of ['a', 'b', 'c']) view.progress(at(jobId, 10));
    shown();
    view.progress(at('b', 30, { status: 'CANCELED' }));
    view.progress(at('c', 20));
    expect(shown()).toEqual(['b 30% Canceled', 'a 10% Running', 'c 20% Running']);
    view.progress(at('c', 50, { status: 'ERROR', error: { code: 1, message: 'no' } }));
    view.progress(at('a', 100, { status: 'COMPLETE' }));
    expect(shown()).toEqual(['b 30% Canceled', 'c 50% Failed, Error 1: no', 'a 100% Complete']);
  });

  it('count the jobs that there are no rows for', () => {
    for (const jobId of ['a', 'b', 'c', 'd', 'e', 'f']) view.progress(at(jobId, 10));
    expect(shown()).toEqual(['a 10% Running', 'b 10% Running', 'c 10% Running', '… and 3 more']);
    view.progress(at('e', 100, { status: 'COMPLETE' }));
    view.progress(at('a', 100, { status: 'COMPLETE' }));
    expect(shown()).toEqual([
      'e 100% Complete',
      'a 100% Complete',
      'b 10% Running',
      'c 10% Running',
      'd 10% Running',
      'f 10% Running',
    ]);
  });

  it('stand below what is said of the watch', () => {
    view.progress(at('a', 10));
    shown();
    view.note('lost\u001b[2J');
    expect(shown()).toEqual(['lost\\u001b[2J', 'a 10% Running']);
  });

  it('stay as they are when the watch is closed', () => {
    view.progress(at('a', 10));
    view.unknown('b');
    shown();
    view.close();
    expect(shown()).toEqual(['a 10% Running', 'b Not known yet']);
  });

  it('hide the cursor and cut long lines only while there are any', () => {
    const [there, gone] = [
      ['?25l', '?7l'],
      ['?25h', '?7h'],
    ];
    view.progress(at('a', 100, { status: 'COMPLETE' }));
    expect(modesOf(terminal.text())).toEqual([]);
    view.progress(at('b', 10));
    expect(modesOf(terminal.text())).toEqual(there);
    view.progress(at('b', 100, { status: 'COMPLETE' }));
    view.progress(at('c', 10));
    view.close();
    expect(modesOf(terminal.text())).toEqual([...there, ...gone, ...there, ...gone]);
  });
});
