import { authorizePage } from './authorize.ts';
import { readConfiguration } from './configuration.ts';
import { byId } from './element.ts';
import { showPage } from './page.ts';

readConfiguration()
  .then(async (configuration) => showPage(configuration, await authorizePage(configuration.authorization)))
  .catch((cause: unknown) => {
    const banner = byId('banner');
    banner.hidden = false;
    banner.textContent = `The page's configuration could not be read: ${String(cause)}. Reload the page to try again.`;
    byId('loading').hidden = true;
  });
