/** Says what has changed, to whoever listens to the page. */
export type Announcer = {
  /** Says a text: at once, unless something was said just before; then the newest of the texts is said when its time has come. */
  announce(text: string): void;
  /** Says no more of what is waiting. */
  stop(): void;
};

/** The least time between two announcements, in milliseconds. */
const ANNOUNCEMENT_INTERVAL_MS = 5_000;

/** Says through `say` at most one text in five seconds, and nothing twice in a row. */
export function createAnnouncer(say: (text: string) => void): Announcer {
  let said = '';
  let waiting: string | undefined;
  let pause: ReturnType<typeof setTimeout> | undefined;

  const speak = (text: string): void => {
    waiting = undefined;
    pause = undefined;
    if (text === said) return;
    said = text;
    say(text);
    pause = setTimeout(() => {
      pause = undefined;
      if (waiting !== undefined) speak(waiting);
    }, ANNOUNCEMENT_INTERVAL_MS);
  };
  return {
    announce(text) {
      if (pause === undefined) speak(text);
      else waiting = text;
    },
    stop() {
      waiting = undefined;
    },
  };
}
