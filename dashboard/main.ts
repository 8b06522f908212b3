import { createGraphQLClient } from '../client/graphql-client.ts';
import { watchAnyJob } from '../client/job/watch-any-job.ts';
import { authorizeWith } from './authorize.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { showConnection } from './connection-view.ts';
import { createDetailsView } from './details/details-view.ts';
import { byId, setAttributes } from './element.ts';
import { createListView, ROWS_SHOWN } from './list/list-view.ts';

/** Brings the page to life: what is there is asked for once, what changes is pushed. Nothing is polled. */
function show({ graphqlUrl, realtimeUrl, graphiqlUrl, authorization }: Configuration): void {
  const authorize = authorizeWith(authorization);
  const list = createListView();
  const details = createDetailsView(createGraphQLClient({ graphqlUrl, authorize }));
  const page = new AbortController();
  let caughtUp = false;

  const selectFromAddress = (): void => {
    const jobId = new URLSearchParams(location.hash.slice(1)).get('job') ?? undefined;
    list.select(jobId);
    details.select(jobId, jobId === undefined ? undefined : list.find(jobId));
  };

  setAttributes(byId('graphiql'), { href: graphiqlUrl, hidden: undefined });
  addEventListener('hashchange', selectFromAddress);
  selectFromAddress();
  watchAnyJob({ graphqlUrl, realtimeUrl }, authorize, {
    limit: ROWS_SHOWN,
    signal: page.signal,
    onProgress: (job) => {
      list.accept(job);
      details.accept(job);
    },
    onState: (state) => {
      showConnection(state);
      if (state.status !== 'live') return;
      list.loaded();
      if (caughtUp) details.refresh();
      caughtUp = true;
    },
  });
}

readConfiguration().then(show, (cause: unknown) => {
  const banner = byId('banner');
  banner.hidden = false;
  banner.textContent = `The page's configuration could not be read: ${String(cause)}. Reload the page to try again.`;
  byId('loading').hidden = true;
});
