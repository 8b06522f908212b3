import { element } from '../element.ts';
import { copyButton } from './copy-button.ts';
import { prettyJson } from './pretty-json.ts';

/** JSON behind a line to open it by, laid out on several lines. `load` gives it, once, when it is first opened; null is none. */
export function foldedJson(name: string, load: () => Promise<string | null | undefined>): HTMLElement {
  const status = element('p', { class: 'note', role: 'status' });
  const body = element('div');
  const root = element('details', {}, element('summary', {}, name), status, body);
  const open = async (): Promise<void> => {
    status.textContent = 'Loading…';
    try {
      const json = await load();
      if (!json) {
        status.textContent = 'There is none.';
        return;
      }
      const text = prettyJson(json);
      status.textContent = '';
      body.replaceChildren(
        copyButton('Copy', name, () => text),
        element('pre', { tabindex: '0', 'aria-label': name }, text),
      );
    } catch (cause) {
      status.textContent = `It could not be read: ${String(cause)}. Close and open it to try again.`;
    }
  };
  root.addEventListener('toggle', () => {
    if (root.open && body.childElementCount === 0) void open();
  });
  return root;
}
