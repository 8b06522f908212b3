import { describe, expect, it } from 'vitest';
import { isLoopbackHost } from '../../local/is-loopback-host.ts';

describe('isLoopbackHost', () => {
  it.each<[string | undefined, boolean]>([
    ['localhost', true],
    ['LOCALHOST:8000', true],
    ['api.localhost:80', true],
    ['a.b.localhost', true],
    ['127.0.0.1', true],
    ['127.9.9.9:4000', true],
    ['[::1]', true],
    ['[::1]:65535', true],
    [undefined, false],
    ['', false],
    ['evil.example', false],
    ['evil.example:80', false],
    ['localhost.evil.example', false],
    ['notlocalhost', false],
    ['127.0.0.1.evil.example:80', false],
    ['127.0.0', false],
    ['128.0.0.1', false],
    ['10.0.0.1', false],
    ['169.254.169.254', false],
    ['[::2]', false],
    ['::1', false],
    ['localhost:', false],
    ['localhost:http', false],
    ['localhost/evil.example', false],
    ['evil@localhost', false],
    ['localhost\n', false],
  ])('of %j is %s', (host, expected) => {
    expect(isLoopbackHost(host)).toBe(expected);
  });
});
