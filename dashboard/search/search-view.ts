import type { Place } from '../address.ts';
import { byId } from '../element.ts';
import { readSearch } from './read-search.ts';

/** The search in the page's head. It opens what is searched for; `/` goes to it from anywhere. */
export function createSearchView({ place, open }: { place(): Place; open(place: Place): void }): void {
  const form = byId('search');
  const input = byId('search-text') as HTMLInputElement;

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const found = readSearch(input.value, place());
    input.setCustomValidity(found === undefined && input.value.trim() !== '' ? 'Write key=value, with a key.' : '');
    if (!input.reportValidity() || found === undefined) return;
    input.value = '';
    open(found);
  });
  input.addEventListener('input', () => input.setCustomValidity(''));
  addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

/** Whether a key that is pressed there is text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches('input, textarea, select, [contenteditable]');
}
