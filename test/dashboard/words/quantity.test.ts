import { describe, expect, it } from 'vitest';
import {
  bitrate,
  count,
  duration,
  frameRate,
  percent,
  speed,
  spokenDuration,
  yesOrNo,
} from '../../../dashboard/words/quantity.ts';

describe('quantities', () => {
  it.each([
    [duration(0), '0.0 s'],
    [duration(8.44), '8.4 s'],
    [duration(59.94), '59.9 s'],
    [duration(59.96), '1 min 00 s'],
    [duration(725), '12 min 05 s'],
    [duration(3599.6), '1 h 00 min'],
    [duration(11_040), '3 h 04 min'],
    [duration(null), '–'],
    [count(40012), '40,012'],
    [count(undefined), '–'],
    [percent(99.99), '99 %'],
    [frameRate(182.43), '182.4 fps'],
    [speed(7.6), '7.60×'],
    [bitrate(128_000), '128 kbit/s'],
    [bitrate(4_850_000), '4.85 Mbit/s'],
    [yesOrNo(true), 'yes'],
    [yesOrNo(false), 'no'],
    [yesOrNo(null), '–'],
    [spokenDuration(0.2), 'about 1 second'],
    [spokenDuration(54), 'about 54 seconds'],
    [spokenDuration(56), 'about 1 minute'],
    [spokenDuration(131), 'about 2 minutes'],
    [spokenDuration(7000), 'about 2 hours'],
  ])('%j is %j', (text, expected) => {
    expect(text).toBe(expected);
  });
});
