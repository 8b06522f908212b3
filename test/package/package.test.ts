import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MediaConvertJobProgress } from '../../infra/media-convert-job-progress.ts';
import { installPackage, runFile, synthesizeApp } from './installed-package.ts';

const ROOT = join(import.meta.dirname, '../..');
const TEMPLATE = 'Other.template.json';

// CDK's check of the template takes longer than all the rest; it is made elsewhere.
const appWith = (props: string): string => `
  import { App, Stack } from 'aws-cdk-lib';
  import { MediaConvertJobProgress } from 'mediaconvert-job-progress';
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Other');
  new MediaConvertJobProgress(stack, 'Progress', ${props});
`;

let directory: string;
let files: string[];
beforeAll(async () => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'package-')));
  files = await installPackage(directory);
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('the tarball', () => {
  it('has the construct, what it deploys, the client, and nothing else but papers', () => {
    const resolvers = readdirSync(join(ROOT, 'resolvers')).filter((file) => file.endsWith('.ts'));
    const functions = readdirSync(join(ROOT, 'functions')).filter((name) => name !== 'lib');

    const modules = /^dist\/(?:infra|client|schema\/generated)\/.*[.](?:d[.]ts|js)$/;

    expect(files.filter((file) => !modules.test(file)).sort()).toEqual(
      [
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'SECURITY.md',
        'dist/functions/analyzer/MediaInfoModule.wasm',
        'dist/functions/publisher/page.json',
        ...functions.map((name) => `dist/functions/${name}/index.mjs`),
        ...resolvers.map((file) => `dist/resolvers/${basename(file, '.ts')}.js`),
        'dist/schema/schema.graphql',
        ...readdirSync(join(ROOT, 'docs')).map((file) => `docs/${file}`),
        'package.json',
      ].sort(),
    );
  });

  it('has no module that neither the construct nor the client needs', () => {
    const modules = files.filter((file) => file.endsWith('.js')).map((file) => basename(file, '.js'));

    for (const name of ['media-convert-job-progress', 'watch-job']) expect(modules).toContain(name);
    for (const name of ['app', 'job-progress-stack', 'build-package', 'lint-bundles', 'watch-job-list'])
      expect(modules).not.toContain(name);
  });

  it('imports nothing but what npm installs with it', () => {
    const { dependencies, peerDependencies } = JSON.parse(
      readFileSync(join(directory, 'node_modules/mediaconvert-job-progress/package.json'), 'utf8'),
    ) as Record<'dependencies' | 'peerDependencies', Record<string, string>>;
    const imported = importsOf('dist/infra/')
      .filter((name) => !name.startsWith('node:'))
      .map((name) => name.split('/')[0] ?? '');

    expect(imported).toContain('aws-cdk-lib');
    expect(imported.filter((name) => !(name in { ...dependencies, ...peerDependencies }))).toEqual([]);
  });
  it('has a client that imports nothing, neither of npm nor of Node', () => {
    expect(importsOf('dist/client/')).toEqual([]);
  });

  /** What the modules of a folder import from outside the package. */
  function importsOf(folder: string): string[] {
    return files
      .filter((file) => file.startsWith(folder) && file.endsWith('.js'))
      .flatMap((file) => {
        const code = readFileSync(join(directory, 'node_modules/mediaconvert-job-progress', file), 'utf8');
        return ts.preProcessFile(code).importedFiles.map(({ fileName }) => fileName);
      })
      .filter((name) => !name.startsWith('.'));
  }
});

describe('the types', () => {
  /** What was read of files that do not change, which is most of the time that a compiler takes. */
  const read = new Map<string, ts.SourceFile | undefined>();
  const hostOf = (options: ts.CompilerOptions): ts.CompilerHost => {
    const host = ts.createCompilerHost(options);
    const parse = host.getSourceFile.bind(host);
    host.getSourceFile = (file, ...rest) => {
      if (file.startsWith(directory)) return parse(file, ...rest);
      const known = read.get(file) ?? parse(file, ...rest);
      read.set(file, known);
      return known;
    };
    return host;
  };

  /** What a strict compiler finds in an app, and in all of the package that it reaches. */
  const findingsOf = (app: string, more: ts.CompilerOptions = {}): string[] => {
    writeFileSync(join(directory, 'app.ts'), app);
    const compilerOptions: ts.CompilerOptions = {
      strict: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2023,
      types: [],
      // The index of aws-cdk-lib names every service of AWS, which takes long to read; what is used of it here is in `core`.
      paths: { 'aws-cdk-lib': [join(ROOT, 'node_modules/aws-cdk-lib/core/index.d.ts')] },
      ...more,
    };
    const program = ts.createProgram([join(directory, 'app.ts')], compilerOptions, hostOf(compilerOptions));
    return program
      .getSourceFiles()
      .filter(({ fileName }) => fileName.startsWith(directory))
      .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)])
      .map(({ file, messageText }) => {
        return `${basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      });
  };

  it('are whole, and hold an app, such as that of the README, to the props', () => {
    const [, example = ''] =
      /^## In your own CDK app$.*?^```ts$(.*?)^```$/ms.exec(readFileSync(join(ROOT, 'README.md'), 'utf8')) ?? [];
    const wrong = "new MediaConvertJobProgress(stack, 'Wrong', { streamMode: 'PROVISIONED', streams: 'no' });";

    expect(example).toContain('new MediaConvertJobProgress(');
    expect(findingsOf(`${example}${wrong}`)).toEqual([
      "app.ts: Type 'string' is not assignable to type 'boolean | undefined'.",
    ]);
  });

  it('of the element hold in a page', () => {
    const page = `
      import { configure, createClient, apiKey } from 'mediaconvert-job-progress/element';
      configure({ client: createClient('https://api.example.com/graphql', apiKey('da2-key')) });
      const element = document.createElement('job-progress');
      element.jobId = 1;
    `;
    expect(findingsOf(page, { lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'] })).toEqual([
      "app.ts: Type 'number' is not assignable to type 'string'.",
    ]);
  });

  it.each([
    ['a browser', { lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'] }],
    ['Node', { lib: ['lib.es2023.d.ts'], types: ['node'], typeRoots: [join(ROOT, 'node_modules/@types')] }],
  ])('of the client hold in %s', (_, platform) => {
    const page = `
      import { apiKey, watchJob } from 'mediaconvert-job-progress/client';
      const watch = watchJob('https://api.example.com/graphql', apiKey('da2-key'), 'job', { silenceMs: '1' });
      export const percent: number | null | undefined = watch.job?.progressMetrics.percentJobComplete;
    `;
    expect(findingsOf(page, platform)).toEqual(["app.ts: Type 'string' is not assignable to type 'number'."]);
  });

  it('are found by compilers that know nothing of `exports`', () => {
    const { resolvedModule } = ts.resolveModuleName(
      'mediaconvert-job-progress',
      join(directory, 'app.ts'),
      { moduleResolution: ts.ModuleResolutionKind.Node10 },
      ts.sys,
    );

    expect(resolvedModule?.resolvedFileName).toBe(
      join(directory, 'node_modules/mediaconvert-job-progress/dist/infra/index.d.ts'),
    );
  });
});

describe('another project that uses the package', () => {
  const PROPS = '{ jobTableTtlDays: 7, archive: true }';
  let expected: string;
  beforeAll(() => {
    const outdir = join(directory, 'tree.out');
    const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
    const stack = new Stack(app, 'Other');
    new MediaConvertJobProgress(stack, 'Progress', { jobTableTtlDays: 7, archive: true });
    app.synth();
    expected = readFileSync(join(outdir, TEMPLATE), 'utf8');
  });

  it.each([
    ['an ES module', 'app.mjs', ts.ModuleKind.ESNext],
    ['CommonJS', 'app.cjs', ts.ModuleKind.CommonJS],
  ])(
    'gets, as %s, the template of this tree, down to the code of each function and resolver',
    async (_, name, module) => {
      const { outputText } = ts.transpileModule(appWith(PROPS), { compilerOptions: { module } });
      writeFileSync(join(directory, name), outputText);

      const outdir = await synthesizeApp(directory, name);

      expect(readFileSync(join(outdir, TEMPLATE), 'utf8')).toBe(expected);
    },
  );
});

it('a project of Node uses the client, and loads the element', async () => {
  const code = `
    import { apiKey, createClient, hasEnded, realtimeUrlOf } from 'mediaconvert-job-progress/client';
    import { createClient as sameCreateClient } from 'mediaconvert-job-progress/element';
    import 'mediaconvert-job-progress/job-progress.min.js';
    class WebSocket extends EventTarget {}
    createClient('https://api.example.com/graphql', apiKey('da2-key'), { WebSocket });
    console.log(realtimeUrlOf('https://api.example.com/graphql'), hasEnded({ status: 'COMPLETE' }), createClient === sameCreateClient);
  `;
  writeFileSync(join(directory, 'client.mjs'), code);

  expect(await runFile(directory, 'client.mjs')).toBe('wss://api.example.com/graphql/realtime true true\n');
});
