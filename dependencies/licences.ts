/** Licences that ask for no more than their own text, and so may be part of what is built here. */
const PERMISSIVE = new Set([
  ...['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD'],
  ...['BlueOak-1.0.0', 'Python-2.0', 'CC0-1.0', 'Unlicense', 'Zlib'],
]);

/** Others, each of the packages that may have it, and why it is no harm there. */
const EXCEPTIONS: readonly { licence: string; packages: RegExp; reason: string }[] = [
  {
    licence: 'MPL-2.0',
    packages: /^(axe-core|lightningcss(-[\w-]+)?)$/,
    reason: 'used by tests and tools alone, as it is; its files are in nothing that is built or published',
  },
  {
    licence: 'CC-BY-4.0',
    packages: /^caniuse-lite$/,
    reason: 'data that tools read; nothing of it is built or published',
  },
];

/** A package of the lock file. */
export type LockedPackage = { name: string; version: string; license?: unknown; deprecated?: string };

/** The packages of a lock file of npm, each copy of them. */
export function packagesOf(lockFile: string): LockedPackage[] {
  const { packages } = JSON.parse(lockFile) as { packages: Record<string, Omit<LockedPackage, 'name'>> };
  return Object.entries(packages).flatMap(([path, locked]) =>
    path === '' ? [] : [{ ...locked, name: path.replace(/^.*node_modules\//, '') }],
  );
}

/** What is wrong with a package: a licence that is not known to be harmless, or none; that its authors have given it up. */
export function faultsOf({ name, version, license, deprecated }: LockedPackage): string[] {
  const named = `${name}@${version}`;
  return [
    ...(isAllowed(name, license) ? [] : [`${named}: the licence ${JSON.stringify(license ?? null)} is not allowed`]),
    ...(deprecated === undefined ? [] : [`${named} is deprecated: ${deprecated}`]),
  ];
}

/** A choice of licences, `(MIT OR GPL-3.0-or-later)`, is allowed with one of them, all of `MIT AND ISC` with each. */
function isAllowed(name: string, license: unknown): boolean {
  if (typeof license !== 'string' || license === '') return false;
  const choices = license.replace(/^\(([^()]*)\)$/, '$1').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((licence) => isAllowedLicence(name, licence)));
}

const isAllowedLicence = (name: string, licence: string): boolean =>
  PERMISSIVE.has(licence) || EXCEPTIONS.some((one) => one.licence === licence && one.packages.test(name));
