import { element, setText } from '../element.ts';

/** How long a button says that it has copied, in milliseconds. */
const SAID_FOR_MS = 2_000;

/** A button that copies a text, given when it is pressed, and says so. `what` names the text: `job id`. */
export function copyButton(name: string, what: string, text: () => string): HTMLElement {
  const button = element('button', { type: 'button', class: 'quiet copy', 'aria-label': `${name} ${what}` }, name);
  // Heard, and not seen: the button itself shows it.
  const spoken = element('span', { class: 'spoken', role: 'status' });
  let back: ReturnType<typeof setTimeout> | undefined;
  const say = (shown: string, heard: string): void => {
    setText(button, shown);
    setText(spoken, heard);
    clearTimeout(back);
    back = setTimeout(() => {
      setText(button, name);
      setText(spoken, '');
    }, SAID_FOR_MS);
  };
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(text()).then(
      () => say('Copied', `Copied ${what}`),
      () => say('Not copied', 'The browser does not let this page copy'),
    );
  });
  return element('span', { class: 'copies' }, button, spoken);
}

/** A path as text to select, and a button that copies it. */
export function copyablePath(path: string): HTMLElement {
  return element(
    'span',
    { class: 'path-line' },
    element('span', { class: 'path' }, path),
    copyButton('Copy', path, () => path),
  );
}
