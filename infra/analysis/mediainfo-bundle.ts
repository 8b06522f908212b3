import type { BundleOptions } from '../lambda/bundle-function.ts';

/** A bundle with a mediainfo.js that works in it, provided that the code looks for the WebAssembly beside itself. */
export const MEDIAINFO_BUNDLE: BundleOptions = {
  filesBeside: ['mediainfo.js/MediaInfoModule.wasm'],
  // What mediainfo.js has under `module` is made for browsers: it fetches its WebAssembly, which fails in Node.
  conditions: [],
};
