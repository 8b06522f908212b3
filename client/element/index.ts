/** The package's entry `mediaconvert-job-progress/element`: it defines `<job-progress>`, and exports what configures it. */
import { type JobProgressEvents } from './events.ts';
import { JobProgressElement } from './job-progress-element.ts';

export { apiKey, iam, token } from '../authorization.ts';
export { createClient } from '../create-client.ts';
export { configure, type ElementConfiguration } from './clients.ts';
export type { ElementState } from './content.ts';
export type { Words, WordsByLanguage } from './words.ts';
export { JobProgressElement, type JobProgressEvents };

if ('customElements' in globalThis && customElements.get('job-progress') === undefined) {
  customElements.define('job-progress', JobProgressElement);
}

declare global {
  interface HTMLElementTagNameMap {
    'job-progress': JobProgressElement;
  }
}
