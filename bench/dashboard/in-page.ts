/**
 * What runs in the page, as text: nothing that compiles this project's own code touches it.
 * Resolves to when each frame of so many milliseconds began; with a `step` the list is scrolled so many pixels with each, down and up again.
 */
export const frameMoments = (milliseconds: number, step: number): string => `new Promise((resolve) => {
  const moments = [];
  const scroller = document.getElementById('scroller');
  let direction = 1;
  const frame = (moment) => {
    moments.push(moment);
    if (moment - moments[0] >= ${milliseconds}) {
      resolve(moments);
      return;
    }
    if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1) direction = -1;
    else if (scroller.scrollTop === 0) direction = 1;
    if (${step} > 0) scroller.scrollTop += direction * ${step};
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})`;

/** Scrolls to the list's end, and is true when all jobs are listed: what follows is read while the end is in sight. */
export const isAllListed = `(() => {
  document.getElementById('scroller').scrollTo(0, 1e9);
  return /^[\\d,]+ jobs$/.test(document.getElementById('amount').textContent);
})()`;

/** Scrolls to the list's begin. */
export const scrollToTop = `document.getElementById('scroller').scrollTo(0, 0)`;

/** Resolves when the page has time for something else: what has come over its socket before comes first. */
export const isIdle = `new Promise((resolve) => setTimeout(resolve))`;
