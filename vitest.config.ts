import { configDefaults, defineConfig } from 'vitest/config';

/** What sets the globals of its process, as clients ask of whoever uses them in Node. */
const ALONE = ['test/end-to-end/way.test.ts', 'test/clients/**/*.test.ts'];
const BROWSER = 'test/browser/**';

const settings = {
  // The pinned AWS SDK runs on Node 20; what it says of its later versions is no news here.
  env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    maxWorkers: 3,
    // Below node_modules, by the content of each file: what has not changed since the last run is not transformed anew.
    experimental: { fsModuleCache: true },
    projects: [
      {
        test: {
          ...settings,
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, BROWSER, ...ALONE],
          // Files share their worker's modules: loading the CDK and the SDKs anew for each file took most of the time.
          isolate: false,
        },
      },
      { test: { ...settings, name: 'alone', include: ALONE } },
    ],
  },
});
