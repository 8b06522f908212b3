/** Figures as a language writes them, `short`, and as it says them, `long`. */
export type Formats = {
  /** Rounded down, so that 100 % is said only when it is true: `45%`, `45 percent`. */
  percent(value: number, display: Display): string;
  /** Seconds, as precise as an estimate is: `35 sec`, `2 min`, `1 hr 20 min`; `2 minutes`. */
  duration(seconds: number, display: Display): string;
};

/** `short` to be read, `long` to be heard. */
export type Display = 'short' | 'long';

/** The figures of a language; of the platform's own when nobody knows the language. */
export function formatsFor(language: string): Formats {
  const unit = (value: number, name: 'percent' | 'second' | 'minute' | 'hour', unitDisplay: Display): string =>
    numberFormat(language, { style: 'unit', unit: name, unitDisplay }).format(value);
  return {
    percent: (value, display) =>
      display === 'long'
        ? unit(Math.floor(value), 'percent', display)
        : numberFormat(language, { style: 'percent' }).format(Math.floor(value) / 100),
    duration(seconds, display) {
      if (seconds < 55) return unit(Math.max(5, Math.ceil(seconds / 5) * 5), 'second', display);
      const minutes = Math.round(seconds / 60);
      if (minutes < 60) return unit(minutes, 'minute', display);
      const parts = [unit(Math.floor(minutes / 60), 'hour', display)];
      if (minutes % 60 > 0) parts.push(unit(minutes % 60, 'minute', display));
      return parts.join(' ');
    },
  };
}

const numberFormats = new Map<string, Intl.NumberFormat>();

/** Making one takes longer than all the rest, so each is made once. */
function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = JSON.stringify([language, options]);
  const known = numberFormats.get(name);
  if (known !== undefined) return known;
  const made = makeNumberFormat(language, options);
  numberFormats.set(name, made);
  return made;
}

function makeNumberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(language, options);
  } catch {
    // Not a language tag.
    return new Intl.NumberFormat(undefined, options);
  }
}
