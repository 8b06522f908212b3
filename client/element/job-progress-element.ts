import type { JobProgressClient } from '../create-client.ts';
import type { JobProgress } from '../job/job-progress.ts';
import type { JobWatch, WatchState } from '../job/start-watch.ts';
import { clientOf, configured, onConfigured } from './clients.ts';
import { contentOf } from './content.ts';
import { eventsOf, refusalOf } from './events.ts';
import { formatsFor } from './formats.ts';
import { languageOf } from './language-of.ts';
import { createView, setAttributes, type View } from './view.ts';
import { fill, wordsFor } from './words.ts';

/** How often the time left counts down, in milliseconds. */
const COUNTDOWN_INTERVAL_MS = 1_000;

// Where there are no elements, as on a server that renders pages, the class can be defined all the same.
const Base: typeof HTMLElement = 'HTMLElement' in globalThis ? HTMLElement : (Object as unknown as typeof HTMLElement);

/** `<job-progress job-id="…">`: the live progress of one job. It watches while it is in a page. */
export class JobProgressElement extends Base {
  static readonly observedAttributes: readonly string[] = [
    'job-id',
    'endpoint',
    'realtime-url',
    'api-key',
    'label',
    'lang',
    'quiet',
  ];

  #client: JobProgressClient | undefined;
  #view: View | undefined;
  #watch: JobWatch | undefined;
  #arrivedAt = 0;
  #countdown: ReturnType<typeof setInterval> | undefined;
  #stopHearing: (() => void) | undefined;
  #isRestarting = false;

  /** The job's id: the attribute `job-id`. */
  get jobId(): string {
    return this.getAttribute('job-id') ?? '';
  }
  set jobId(jobId: string) {
    this.setAttribute('job-id', jobId);
  }

  /** What watches the job, if neither attributes nor `configure` tell. */
  get client(): JobProgressClient | undefined {
    return this.#client;
  }
  set client(client: JobProgressClient | undefined) {
    this.#client = client;
    this.#restartSoon();
  }

  /** The newest state of the job. Undefined while none is known. */
  get job(): JobProgress | undefined {
    return this.#watch?.job;
  }

  /** How up to date the element is. Undefined while it watches nothing. */
  get watchState(): WatchState | undefined {
    return this.#watch?.state;
  }

  connectedCallback(): void {
    // What was set before the element was defined hides what the class does with it.
    for (const name of ['jobId', 'client'] as const) {
      const given = Object.getOwnPropertyDescriptor(this, name);
      if (given === undefined) continue;
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, given.value);
    }
    this.#view ??= createView(this.attachShadow({ mode: 'open' }), () => this.#show());
    this.#stopHearing ??= onConfigured(() => this.#restartSoon());
    this.#show();
    if (this.#watch === undefined) this.#restartSoon();
  }

  disconnectedCallback(): void {
    // Moved within the page, it is back in a moment, and goes on.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#stop();
      this.#stopHearing?.();
      this.#stopHearing = undefined;
    });
  }

  attributeChangedCallback(name: string): void {
    if (['label', 'lang', 'quiet'].includes(name)) this.#show();
    else this.#restartSoon();
  }

  /** Several changes at once are one. */
  #restartSoon(): void {
    if (this.#isRestarting || !this.isConnected) return;
    this.#isRestarting = true;
    queueMicrotask(() => {
      this.#isRestarting = false;
      if (this.isConnected) this.#restart();
    });
  }

  #stop(): void {
    this.#watch?.close();
    this.#watch = undefined;
    clearInterval(this.#countdown);
    this.#view?.reset();
  }

  #restart(): void {
    this.#stop();
    const client = this.#clientToUse();
    if (client !== undefined && this.jobId !== '') {
      let before: JobProgress | undefined;
      this.#watch = client.watchJob(this.jobId, {
        onProgress: (job) => {
          this.#arrivedAt = Date.now();
          this.#show();
          const events = eventsOf(before, job);
          before = job;
          for (const event of events) this.dispatchEvent(event);
        },
        onState: (state) => {
          this.#show();
          if (state.status === 'refused') this.dispatchEvent(refusalOf(before, state.error));
        },
      });
      this.#countdown = setInterval(() => this.#show(), COUNTDOWN_INTERVAL_MS);
    }
    this.#show();
  }

  #clientToUse(): JobProgressClient | undefined {
    const graphqlUrl = this.getAttribute('endpoint');
    const key = this.getAttribute('api-key');
    if (this.#client !== undefined) return this.#client;
    if (graphqlUrl === null || key === null) return configured().client;
    return clientOf({ graphqlUrl, realtimeUrl: this.getAttribute('realtime-url'), key });
  }

  #show(): void {
    if (this.#view === undefined) return;
    const language = languageOf(this);
    const spoken = wordsFor(language, configured().words ?? {});
    const subject = {
      job: this.job,
      watch: this.watchState ?? { status: 'connecting' as const },
      age: (Date.now() - this.#arrivedAt) / 1000,
    };
    if (subject.watch.status === 'closed') clearInterval(this.#countdown);
    const content = contentOf(subject, spoken.words, formatsFor(language));
    setAttributes(this, { state: content.state, indeterminate: content.indeterminate ? '' : undefined });
    this.#view.show(content, {
      name: this.getAttribute('label') ?? fill(spoken.words.name, { id: this.jobId }),
      language: spoken.language,
      quiet: this.hasAttribute('quiet'),
    });
  }
}
