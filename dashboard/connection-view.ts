import type { FollowState } from '../client/job/follow.ts';
import { byId, setAttributes, setText } from './element.ts';
import { shortMomentText } from './words/moment.ts';

/** Shows on the page how up to date it is. What was in the way stays to be read until the page is live again. */
export function showConnection(state: FollowState): void {
  const badge = byId('connection');
  const banner = byId('banner');
  const { name, trouble } = words(state);
  setAttributes(badge, { 'data-connection': state.status });
  setText(badge, name);
  if (trouble === undefined && state.status !== 'live') return;
  banner.hidden = trouble === undefined;
  setText(banner, trouble ?? '');
}

function words(state: FollowState): { name: string; trouble?: string } {
  switch (state.status) {
    case 'connecting':
      return { name: 'Connecting' };
    case 'catching-up':
      return state.error === undefined
        ? { name: 'Catching up' }
        : { name: 'Catching up', trouble: `The jobs could not be read: ${state.error.message}. Trying again.` };
    case 'live':
      return { name: 'Live' };
    case 'waiting': {
      const retryAt = shortMomentText(new Date(state.retryAt).toISOString());
      return {
        name: 'Offline',
        trouble: `${state.error.message}. What is shown may be out of date. Trying again at ${retryAt}.`,
      };
    }
    case 'paused':
      return { name: 'Paused' };
    case 'refused':
      return {
        name: 'Refused',
        trouble: `The API refuses this page: ${state.error.message}. Reload the page to try again.`,
      };
  }
}
