import { join } from 'node:path';
import {
  AppsyncFunction,
  type BaseDataSource,
  Code,
  FunctionRuntime,
  type GraphqlApi,
  Resolver,
} from 'aws-cdk-lib/aws-appsync';
import type { Construct } from 'constructs';
import { bundleResolver } from './bundle-resolver.ts';
import type { DataSourceName, PipelineStep, ResolvedField } from './fields.ts';

const DIRECTORY = join(import.meta.dirname, '../../resolvers');

/** Makes the resolvers of the fields, and the AppSync functions of their pipelines; a step that pipelines share is made once. */
export function addResolvers(
  scope: Construct,
  api: GraphqlApi,
  dataSources: Record<DataSourceName, BaseDataSource>,
  fields: readonly ResolvedField[],
): void {
  const functions = new Map<string, AppsyncFunction>();
  const functionOf = ({ functionName, dataSource }: PipelineStep): AppsyncFunction => {
    const name = `${functionName}Of${dataSource}`;
    const made =
      functions.get(name) ??
      new AppsyncFunction(scope, `Function.${name}`, {
        api,
        name,
        dataSource: dataSources[dataSource],
        ...codeOf(`Function.${functionName}`),
      });
    functions.set(name, made);
    return made;
  };
  for (const field of fields) {
    const name = `${field.typeName}.${field.fieldName}`;
    new Resolver(scope, name, {
      api,
      typeName: field.typeName,
      fieldName: field.fieldName,
      ...('pipeline' in field
        ? { pipelineConfig: field.pipeline.map(functionOf) }
        : { dataSource: dataSources[field.dataSource] }),
      ...codeOf(name),
    });
  }
}

/** What was bundled in this process: an app with several stacks bundles each resolver once. */
const bundles = new Map<string, string>();

function codeOf(name: string): { code: Code; runtime: FunctionRuntime } {
  const bundle = bundles.get(name) ?? bundleResolver(join(DIRECTORY, `${name}.ts`));
  bundles.set(name, bundle);
  return { code: Code.fromInline(bundle), runtime: FunctionRuntime.JS_1_0_0 };
}
