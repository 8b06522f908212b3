import { byId, element, setText } from './element.ts';

/** What a page without a server of its own asks its user for: a key of the API, or a token that the API takes. */
export type Asked = 'API_KEY' | 'TOKEN';

const NAMES: Record<Asked, string> = { API_KEY: 'API key', TOKEN: 'Token' };
const HINTS: Record<Asked, string> = {
  API_KEY: 'The stack’s output ApiKey.',
  TOKEN:
    'A token of the user pool or the OpenID Connect issuer that the API trusts. When it has expired, the page asks for another.',
};

/** It is kept for this tab alone, until that is closed. */
const STORAGE_KEY = 'mediaconvert-job-progress.credential';

/** The credential that the user has given in this tab, or gives now: it asks in the place of the jobs, and waits. */
export function credential(asked: Asked): Promise<string> {
  const kept = sessionStorage.getItem(STORAGE_KEY);
  return kept === null ? ask(asked) : Promise.resolve(kept);
}

/** Forgets the credential, so that the page asks for one when it is loaded again. */
export function forgetCredential(): void {
  sessionStorage.removeItem(STORAGE_KEY);
}

function ask(asked: Asked): Promise<string> {
  const loading = byId('loading');
  const connection = byId('connection');
  const name = NAMES[asked];
  const field = element('input', {
    id: 'credential',
    type: 'password',
    required: '',
    autocomplete: 'off',
    spellcheck: 'false',
    'aria-describedby': 'credential-hint',
  });
  const form = element(
    'form',
    { class: 'credential', 'aria-label': name },
    element('label', { for: 'credential' }, name),
    field,
    element('button', { type: 'submit', class: 'quiet' }, 'Show the jobs'),
    element(
      'p',
      { class: 'note', id: 'credential-hint' },
      HINTS[asked],
      ' It is kept in this tab alone, until you close it.',
    ),
  );
  loading.hidden = true;
  loading.before(form);
  setText(connection, 'Not connected');
  field.focus();
  return new Promise((resolve) => {
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const given = field.value.trim();
      if (given === '') return;
      sessionStorage.setItem(STORAGE_KEY, given);
      form.remove();
      loading.hidden = false;
      setText(connection, 'Connecting');
      resolve(given);
    });
  });
}
