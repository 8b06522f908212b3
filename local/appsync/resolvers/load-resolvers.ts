import type { AppSyncApi, PipelineFunction } from '../api.ts';
import type { SendRequest } from '../data-sources/data-source.ts';
import type { HandlerCode, Runtime } from '../runtime/create-runtime.ts';

/** AWS: the quota of functions in a pipeline. */
const MAXIMUM_PIPELINE_FUNCTIONS = 10;

/** A function of a pipeline, ready to run. */
export type LoadedFunction = { code: HandlerCode; send: SendRequest };

/** A field's resolver, ready to run. `name` is `Query.job`. */
export type LoadedResolver = { name: string; code: HandlerCode } & (
  { kind: 'UNIT'; send: SendRequest } | { kind: 'PIPELINE'; functions: LoadedFunction[] }
);

/**
 * The resolvers of an API by `Type.field`. Every code is loaded once; a function that several pipelines share has one context.
 *
 * @throws Error naming the resolver or function whose code AWS would refuse, or whose data source or function there is not
 */
export function loadResolvers(
  api: AppSyncApi,
  runtime: Runtime,
  dataSources: Map<string, SendRequest>,
): Map<string, LoadedResolver> {
  const sendOf = (dataSource: string, user: string): SendRequest => {
    const send = dataSources.get(dataSource);
    if (!send) throw new Error(`${user}: there is no data source '${dataSource}'`);
    return send;
  };
  const functions = new Map(api.functions.map((one) => [one.id, loadFunction(one)]));

  function loadFunction({ name, dataSource, code }: PipelineFunction): LoadedFunction {
    return { code: runtime.load(code, `Function.${name}`), send: sendOf(dataSource, `Function.${name}`) };
  }
  function loadPipeline(name: string, ids: string[]): LoadedFunction[] {
    if (ids.length > MAXIMUM_PIPELINE_FUNCTIONS) {
      throw new Error(`${name}: ${ids.length} functions, a pipeline takes at most ${MAXIMUM_PIPELINE_FUNCTIONS}`);
    }
    return ids.map((id) => {
      const loaded = functions.get(id);
      if (!loaded) throw new Error(`${name}: there is no function '${id}'`);
      return loaded;
    });
  }
  return new Map(
    api.resolvers.map((resolver): [string, LoadedResolver] => {
      const name = `${resolver.typeName}.${resolver.fieldName}`;
      const code = runtime.load(resolver.code, name);
      return [
        name,
        resolver.kind === 'UNIT'
          ? { kind: 'UNIT', name, code, send: sendOf(resolver.dataSource, name) }
          : { kind: 'PIPELINE', name, code, functions: loadPipeline(name, resolver.functions) },
      ];
    }),
  );
}
