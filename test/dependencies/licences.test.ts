import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { faultsOf, packagesOf } from '../../dependencies/licences.ts';

const locked = (license: unknown, name = 'some-package') => ({ name, version: '1.0.0', license });

describe('the licence of a package', () => {
  it.each([
    ['MIT'],
    ['Apache-2.0'],
    ['(MIT OR GPL-3.0-or-later)'],
    ['MIT OR Apache-2.0'],
    ['(MIT AND BSD-3-Clause)'],
    ['MPL-2.0', 'axe-core'],
    ['MPL-2.0', 'lightningcss-linux-x64-gnu'],
  ])('is allowed: %j', (license, name?: string) => {
    expect(faultsOf(locked(license, name))).toEqual([]);
  });

  it.each([
    'GPL-3.0-or-later',
    'AGPL-3.0',
    'MIT AND GPL-2.0-only',
    'MPL-2.0',
    'UNLICENSED',
    'SEE LICENSE IN LICENSE.md',
    '',
    undefined,
    { type: 'MIT' },
  ])('is refused: %j', (license) => {
    expect(faultsOf(locked(license))).toEqual([
      `some-package@1.0.0: the licence ${JSON.stringify(license ?? null)} is not allowed`,
    ]);
  });
});

it('a package that its authors have given up is told of', () => {
  expect(faultsOf({ ...locked('MIT'), deprecated: 'use another' })).toEqual([
    'some-package@1.0.0 is deprecated: use another',
  ]);
});

it('every version that this project asks for is one alone', async () => {
  const { dependencies, devDependencies } = JSON.parse(
    await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
  const versions = Object.entries({ ...dependencies, ...devDependencies });

  expect(versions.length).toBeGreaterThan(50);
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

it('nothing is wrong with any package of this project', async () => {
  const packages = packagesOf(await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8'));

  expect(packages.length).toBeGreaterThan(500);
  expect(packages.flatMap(faultsOf)).toEqual([]);
});
