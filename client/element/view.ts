import { createAnnouncer } from './announcer.ts';
import type { Content } from './content.ts';
import { STYLE } from './style.ts';

/** What the element has inside. */
export type View = {
  /** Shows a content. `language` is that of its words; `name` names the bar unless the element has content of its own. */
  show(content: Content, texts: { name: string; language: string; quiet: boolean }): void;
  /** Forgets what was shown: what comes next is of another job. */
  reset(): void;
};

/** The longest time in which the bar moves to where the job is, in milliseconds: it moves on until the next update comes. */
const LONGEST_GLIDE_MS = 10_000;
const SHORT_GLIDE_MS = 400;

let sheet: CSSStyleSheet | undefined;

/** Builds the inside of an element. Texts are set as text and never parsed. `onLabel` is called when the element's own content has changed. */
export function createView(root: ShadowRoot, onLabel: () => void): View {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  root.adoptedStyleSheets = [sheet];

  const make = (part: string, ...children: Node[]): HTMLElement => {
    const made = document.createElement('div');
    if (part !== '') made.setAttribute('part', part);
    made.append(...children);
    return made;
  };
  const slot = document.createElement('slot');
  const label = make('label', slot);
  const bar = make('bar');
  const track = make('track', bar);
  const [percent, phase, time, message] = [make('percent'), make('phase'), make('time'), make('message')];
  const spoken = make('');
  const base = make('base', label, track, make('text', percent, phase, time, message), spoken);
  // A language that there are no words for writes its figures among English words.
  for (const text of [percent, phase, time, message]) text.dir = 'auto';
  label.id = 'label';
  spoken.setAttribute('role', 'status');
  setAttributes(track, { role: 'progressbar', 'aria-valuemin': '0', 'aria-valuemax': '100' });
  slot.addEventListener('slotchange', onLabel);
  root.append(base);

  const announcer = createAnnouncer((text) => (spoken.textContent = text));
  let topic: string | undefined;
  let shown: { percent: number; at: number } | undefined;

  /** Moves the bar on until about when the next update comes; back, and at first, at once: it is never ahead of the job. */
  const glide = ({ percent: next, indeterminate, state }: Content): void => {
    const now = performance.now();
    const target = indeterminate ? undefined : (next ?? 0);
    if (shown?.percent === target) return;
    const since = target === undefined || shown === undefined || target < shown.percent ? 0 : now - shown.at;
    const isLate = state !== 'running' || since > LONGEST_GLIDE_MS;
    bar.style.transitionDuration = `${Math.round(isLate ? Math.min(since, SHORT_GLIDE_MS) : since)}ms`;
    bar.style.transform = target === undefined ? '' : `scaleX(${target / 100})`;
    shown = target === undefined ? undefined : { percent: target, at: now };
  };

  /** Says what is new when the state, the phase or the tenth of the way is another one. What there is at first is no news. */
  const tell = ({ state, phaseText, percent: at, words }: Content, quiet: boolean): void => {
    const next = `${state} ${phaseText} ${Math.floor((at ?? 0) / 10)}`;
    if (topic !== undefined && topic !== next && !quiet) announcer.announce(words);
    topic = state === 'connecting' ? undefined : next;
  };

  return {
    show(content, { name, language, quiet }) {
      const hasLabel = slot.assignedNodes().some(({ textContent }) => textContent?.trim() !== '');
      label.hidden = !hasLabel;
      setAttributes(base, { lang: language });
      setAttributes(track, {
        'aria-label': hasLabel ? undefined : name,
        'aria-labelledby': hasLabel ? label.id : undefined,
        'aria-valuenow': content.percent === null ? undefined : String(content.percent),
        'aria-valuetext': content.words,
      });
      setText(percent, content.percentText);
      setText(phase, content.phaseText);
      setText(time, content.timeText);
      setText(message, content.message);
      glide(content);
      tell(content, quiet);
    },
    reset() {
      topic = undefined;
      shown = undefined;
      announcer.stop();
    },
  };
}

/** Sets attributes, and removes those that are undefined. What is equal already is not touched. */
export function setAttributes(target: Element, attributes: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) target.removeAttribute(name);
    else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
  }
}

/** Sets a text, unless it is that already; without one the element takes no room. */
function setText(target: HTMLElement, text: string): void {
  target.hidden = text === '';
  if (target.textContent !== text) target.textContent = text;
}
