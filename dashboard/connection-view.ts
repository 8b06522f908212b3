import { createAnnouncer } from '../client/element/announcer.ts';
import type { FollowState } from '../client/job/follow.ts';
import { byId, setAttributes, setText } from './element.ts';
import { shortMomentText } from './words/moment.ts';

/** Shows on the page how up to date it is. */
export type ConnectionView = {
  /** What was in the way stays to be read until the page is live again. */
  show(state: FollowState): void;
  /** Says something to whoever hears the page: at most every five seconds, and only the newest. */
  announce(text: string): void;
};

/** The badge in the page's head, and the banner below it, which is said aloud. */
export function createConnectionView(): ConnectionView {
  const [badge, banner, said] = [byId('connection'), byId('banner'), byId('announcer')];
  const { announce } = createAnnouncer((text) => setText(said, text));
  return {
    announce,
    show(state) {
      const { name, trouble } = words(state);
      setAttributes(badge, { 'data-connection': state.status });
      setText(badge, name);
      if (trouble === undefined && state.status !== 'live') return;
      if (trouble === undefined && !banner.hidden) announce('Live again');
      banner.hidden = trouble === undefined;
      setText(banner, trouble ?? '');
    },
  };
}

function words(state: FollowState): { name: string; trouble?: string } {
  switch (state.status) {
    case 'connecting':
      return { name: 'Connecting' };
    case 'catching-up':
      return state.error === undefined
        ? { name: 'Catching up' }
        : {
            name: 'Catching up',
            trouble: `The jobs could not be read: ${state.error.message}. What is shown may be out of date. Trying again.`,
          };
    case 'live':
      return { name: 'Live' };
    case 'waiting': {
      const retryAt = shortMomentText(new Date(state.retryAt).toISOString());
      return {
        name: 'Offline',
        trouble: `${state.error.message}. What is shown may be out of date. Trying again at ${retryAt}; if it stays so, check the network.`,
      };
    }
    case 'paused':
      return { name: 'Paused' };
    case 'refused':
      return {
        name: 'Refused',
        trouble:
          state.error.kind === 'unauthorized'
            ? `The API refuses this page: ${state.error.message} Ask for access, or renew the page's key, then reload the page.`
            : `The API does not take this: ${state.error.message} Choose another status, queue or search.`,
      };
  }
}
