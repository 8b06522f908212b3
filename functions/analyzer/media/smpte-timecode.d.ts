declare module 'smpte-timecode' {
  /** A timecode, or an error when there is none of that text at that rate. `frameCount` is counted from 00:00:00:00. */
  export default class Timecode {
    constructor(timecode: string, frameRate: [numerator: number, denominator: number], dropFrame: boolean);
    readonly frameCount: number;
  }
}
