import { checkProps, InvalidPropError, PROP_NAMES } from '../../infra/check-props.ts';
import type { MediaConvertJobProgressProps } from '../../infra/props.ts';
import { ALTERNATIVES } from './alternatives.ts';

/** One alternative of each prop, by its place in `ALTERNATIVES` from 1 on; a prop that is not named is left out. */
export type Row = Readonly<Record<string, number>>;

const alternatives: Readonly<Record<string, readonly unknown[]>> = ALTERNATIVES;

/** An alternative of a prop; undefined for 0. */
export function alternativeOf(name: string, place: number): unknown {
  return alternatives[name]?.[place - 1];
}

/** The places of a prop's alternatives, 0 among them. */
export function placesOf(name: string): number[] {
  return [...Array((alternatives[name]?.length ?? 0) + 1).keys()];
}

/** The props of a row. */
export function propsOf(row: Row): MediaConvertJobProgressProps {
  const chosen = Object.entries(row).filter(([, place]) => place > 0);
  return Object.fromEntries(chosen.map(([name, place]) => [name, alternativeOf(name, place)]));
}

/** Every two alternatives of different props, as `archive 1, streams 0`, that a row holds. */
export function pairsOf(row: Row): string[] {
  return PROP_NAMES.flatMap((one, at) =>
    PROP_NAMES.slice(at + 1).map((other) => pair(one, row[one] ?? 0, other, row[other] ?? 0)),
  );
}

/** Every two alternatives of different props that can, or that cannot, go together. */
export function allPairs(): { possible: string[]; impossible: string[] } {
  const possible: string[] = [];
  const impossible: string[] = [];
  for (const [at, one] of PROP_NAMES.entries())
    for (const other of PROP_NAMES.slice(at + 1))
      for (const place of placesOf(one))
        for (const otherPlace of placesOf(other)) {
          const rows = COMPANIES.map((company) => ({ ...company, [one]: place, [other]: otherPlace }));
          (rows.some(isAllowed) ? possible : impossible).push(pair(one, place, other, otherPlace));
        }
  return { possible, impossible };
}

const pair = (one: string, place: number, other: string, otherPlace: number): string =>
  `${one} ${place}, ${other} ${otherPlace}`;

/** What two alternatives may need beside them, nothing first: all that some prop asks for is among these three. */
const COMPANIES: readonly Row[] = placesOf('auth').flatMap((auth) =>
  placesOf('oidc').flatMap((oidc) => placesOf('streamMode').map((streamMode) => ({ auth, oidc, streamMode }))),
);

function isAllowed(row: Row): boolean {
  try {
    checkProps(propsOf(row));
    return true;
  } catch (error) {
    if (error instanceof InvalidPropError) return false;
    throw error;
  }
}
