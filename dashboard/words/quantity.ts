/** A figure that is not known. */
export const UNKNOWN = '–';

type Quantity = number | null | undefined;

const number = (digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const WHOLE = number(0);
const TENTHS = number(1);
const HUNDREDTHS = number(2);

const known = (value: Quantity, text: (value: number) => string): string =>
  value === null || value === undefined ? UNKNOWN : text(value);

/** `1,234` */
export const count = (value: Quantity): string => known(value, (known) => WHOLE.format(known));

/** Rounded down, so that 100 % is said only when it is true: `99 %` */
export const percent = (value: Quantity): string => known(value, (known) => `${Math.floor(known)} %`);

/** `182.4 fps` */
export const frameRate = (value: Quantity): string => known(value, (known) => `${TENTHS.format(known)} fps`);

/** Media seconds a second: `7.60×` */
export const speed = (value: Quantity): string => known(value, (known) => `${HUNDREDTHS.format(known)}×`);

/** Bits a second: `4.85 Mbit/s` */
export const bitrate = (value: Quantity): string =>
  known(value, (known) =>
    known < 1e6 ? `${WHOLE.format(known / 1e3)} kbit/s` : `${HUNDREDTHS.format(known / 1e6)} Mbit/s`,
  );

/** `yes`, `no` */
export const yesOrNo = (value: boolean | null | undefined): string =>
  value === null || value === undefined ? UNKNOWN : value ? 'yes' : 'no';

/** Seconds, as precise as matters: `8.4 s`, `12 min 05 s`, `3 h 04 min` */
export const duration = (seconds: Quantity): string =>
  known(seconds, (known) => {
    const whole = Math.round(known);
    const two = (part: number): string => String(part).padStart(2, '0');
    if (known < 59.95) return `${TENTHS.format(known)} s`;
    if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
    return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
  });

/** Seconds as one says them aloud: `about 2 minutes` */
export function spokenDuration(seconds: number): string {
  const say = (amount: number, unit: string): string => `about ${amount} ${unit}${amount === 1 ? '' : 's'}`;
  if (seconds < 55) return say(Math.max(1, Math.round(seconds)), 'second');
  if (seconds < 55 * 60) return say(Math.round(seconds / 60), 'minute');
  return say(Math.round(seconds / 3600), 'hour');
}
