/** Frames per second, as a fraction. */
export type FrameRate = { numerator: number; denominator: number };

/** The rate that a rounded one stands for: 23.976 and 23.98 are 24000/1001. */
export function exactRate(rounded: number): FrameRate {
  const nominal = Math.round(rounded);
  if (Math.abs(rounded - nominal) < 0.0005) return { numerator: nominal, denominator: 1 };
  const ntsc = (nominal * 1000) / 1001;
  if (Math.abs(rounded - ntsc) < 0.0055) return { numerator: nominal * 1000, denominator: 1001 };
  return { numerator: Math.round(rounded * 1000), denominator: 1000 };
}

/** Frames per second. */
export function perSecond({ numerator, denominator }: FrameRate): number {
  return numerator / denominator;
}
