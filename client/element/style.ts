/**
 * The element's style sheet. Colours follow the page's `color-scheme`, and are the page's to change by the custom properties that
 * `docs/client.md` lists.
 */
export const STYLE = /* css */ `
:host {
  --tone: var(--job-progress-color, light-dark(#4f46e5, #8b85ff));
  display: block;
  font-variant-numeric: tabular-nums;
}
:host([hidden]) {
  display: none;
}
:host(:is([state='connecting'], [state='unknown'], [state='queued'], [state='canceled'])) {
  --tone: var(--job-progress-waiting-color, light-dark(#6b7280, #8f98a8));
}
:host([state='stalled']) {
  --tone: var(--job-progress-stalled-color, light-dark(#b45309, #fbbf24));
}
:host([state='complete']) {
  --tone: var(--job-progress-complete-color, light-dark(#15803d, #4ade80));
}
:host(:is([state='failed'], [state='refused'])) {
  --tone: var(--job-progress-failed-color, light-dark(#c81e1e, #f87171));
}
[hidden] {
  display: none !important;
}
[part='label'] {
  margin-bottom: 0.3em;
  overflow-wrap: anywhere;
}
[part='track'] {
  height: var(--job-progress-height, 0.5rem);
  border-radius: var(--job-progress-radius, 99px);
  background: var(--job-progress-track-color, light-dark(#e1e4ea, #2a303b));
  overflow: hidden;
}
[part='bar'] {
  height: 100%;
  background: var(--tone);
  transform: scaleX(0);
  transform-origin: left;
  transition: transform 0s linear;
}
:host(:dir(rtl)) [part='bar'] {
  transform-origin: right;
}
:host(:is([state='queued'], [state='unknown'])) [part='track'] {
  background: repeating-linear-gradient(
    90deg,
    color-mix(in srgb, var(--tone) 45%, transparent) 0 4px,
    transparent 4px 10px
  );
}
:host([indeterminate]) [part='bar'] {
  width: 35%;
  transform: none;
  animation: slide 1.6s ease-in-out infinite;
}
:host(:dir(rtl)) [part='bar'] {
  animation-direction: reverse;
}
:host([state='finishing']) [part='bar'] {
  animation: breathe 1.2s ease-in-out infinite alternate;
}
@keyframes slide {
  from {
    transform: translateX(-110%);
  }
  to {
    transform: translateX(300%);
  }
}
@keyframes breathe {
  to {
    opacity: 0.7;
  }
}
[part='text'] {
  display: flex;
  flex-wrap: wrap;
  gap: 0 0.6em;
  margin-top: 0.3em;
  font-size: 0.9em;
}
[part='percent'] {
  font-weight: 600;
}
[part='phase'] {
  min-width: 0;
  overflow-wrap: anywhere;
}
[part='time'] {
  margin-inline-start: auto;
}
[part='message'] {
  flex-basis: 100%;
  overflow-wrap: anywhere;
}
:host(:is([state='failed'], [state='refused'])) [part='message'] {
  color: var(--tone);
}
[role='status'] {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}
@media (prefers-reduced-motion: reduce) {
  [part='bar'] {
    transition: none !important;
    animation: none !important;
  }
  :host([indeterminate]) [part='bar'] {
    width: 100%;
    opacity: 0.45;
  }
}
@media (forced-colors: active) {
  [part='track'] {
    border: 1px solid CanvasText;
  }
  [part='bar'] {
    background: Highlight;
    forced-color-adjust: none;
  }
}
`;
