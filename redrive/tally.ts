/** What has become of the messages of a run. */
export type Tally = {
  sent: number;
  dropped: number;
  /** Left, for the collector can never use them. */
  poison: number;
  /** Sent on in this run, and back again. */
  cameBack: number;
  failed: number;
};

/** A tally of nothing. */
export function emptyTally(): Tally {
  return { sent: 0, dropped: 0, poison: 0, cameBack: 0, failed: 0 };
}

/** The line that sums up a run: `12 events sent on, 3 left as poison, 0 failed`. */
export function summaryOf({ sent, dropped, poison, cameBack, failed }: Tally, dryRun: boolean): string {
  const wouldBe = dryRun ? 'would be ' : '';
  return [
    `${sent} ${sent === 1 ? 'event' : 'events'} ${wouldBe}sent on`,
    ...(dropped > 0 ? [`${dropped} for the reconciler ${wouldBe}dropped`] : []),
    `${poison} left as poison`,
    ...(cameBack > 0 ? [`${cameBack} came back`] : []),
    `${failed} failed`,
  ].join(', ');
}
