import { relative } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What sets the globals of its process, as clients ask of whoever uses them in Node. */
const ALONE = ['test/end-to-end/way.test.ts', 'test/clients/**/*.test.ts'];
const BROWSER = 'test/browser/**';
/** What takes longest, much of it waiting for programs and for faults to pass. */
const LONG = [
  'test/chaos/',
  'test/end-to-end/',
  'test/local/appsync/soak/',
  'test/package/',
  'test/infra/app.test.ts',
  'test/pairwise/',
  'test/functions/analyzer/',
  'test/fuzz/',
  'test/local/appsync/runtime/runtime-process.test.ts',
];

/**
 * Begins with what takes long: behind all others, the processors would be idle while it waits. By itself vitest goes by how long files
 * took last time, which a fresh clone does not know, and else by their size.
 */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ project, moduleId }: TestSpecification): number => {
      // Workers whose files share modules go on only with such files: the others come before.
      if (project.config.isolate) return -1;
      const path = relative(import.meta.dirname, moduleId);
      const index = LONG.findIndex((long) => path.startsWith(long));
      return index < 0 ? LONG.length : index;
    };
    return sorted.sort((one, other) => rank(one) - rank(other));
  }
}

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
    sequence: { sequencer: LongFirst },
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
