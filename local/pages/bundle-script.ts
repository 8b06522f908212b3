import { build } from 'esbuild';

/** Bundles a script of a page for browsers, as one ECMAScript module. @throws Error when it does not compile */
export async function bundleScript(file: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error(`Bundling ${file} gave nothing`);
  return script.contents;
}
