import { expect, it } from 'vitest';
import { createAudiences } from '../../../../local/appsync/realtime/audiences.ts';

it.each([
  ['a list', [{ id: 'a' }]],
  ['a scalar', 'a'],
])('who filters hears nothing of %s', (_what, payload) => {
  const audiences = createAudiences<string>();
  audiences.join('everybody', { arguments: {} }, 'all');
  audiences.join('by argument', { arguments: { id: 'a' } }, 'all');
  audiences.join('by filter', { key: 'filter', matches: () => true }, 'all');

  const heard = [...audiences.of(payload)].flatMap((audience) => [...(audience.get('all') ?? [])]);
  expect(heard).toEqual(['everybody']);
});
