import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { JobProgressStack } from '../../infra/job-progress-stack.ts';
import type { MediaConvertJobProgressProps } from '../../infra/props.ts';
import { shortName } from './short-name.ts';

/** A resource as the template has it, with references written as `${Name}` and `${Name.Attribute}`. */
export type Resource = { Type: string; Properties: Record<string, unknown>; DeletionPolicy?: string };

/** The stack's template, its logical ids without prefix and hash: `TablesJobTable`. */
export type Synthesis = { resources: Record<string, Resource>; outputs: Record<string, unknown> };

const synthesized = new Map<string, Synthesis>();

/** Synthesises the stack without bundling its functions; with the same props once in a process. */
export function synthesize(props: MediaConvertJobProgressProps = {}): Synthesis {
  const key = JSON.stringify(props);
  const synthesis = synthesized.get(key) ?? synthesizeAnew(props);
  synthesized.set(key, synthesis);
  return synthesis;
}

function synthesizeAnew(props: MediaConvertJobProgressProps): Synthesis {
  const app = new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    context: { 'aws:cdk:bundling-stacks': [] },
  });
  const template: unknown = Template.fromStack(new JobProgressStack(app, 'MediaConvertJobProgress', props)).toJSON();
  const { Resources: resources, Outputs: outputs } = readable(template) as {
    Resources: Record<string, Resource>;
    Outputs: Record<string, { Value: unknown }>;
  };
  return {
    resources: Object.fromEntries(Object.entries(resources).map(([id, resource]) => [shortName(id), resource])),
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { Value: value }]) => [name, value])),
  };
}

/** The names of the resources of a type. */
export function namesOf({ resources }: Synthesis, type: string): string[] {
  return Object.entries(resources).flatMap(([name, resource]) => (resource.Type === type ? [name] : []));
}

/** The properties of a resource. Throws when there is none of that name. */
export function propertiesOf({ resources }: Synthesis, name: string): Record<string, unknown> {
  const resource = resources[name];
  if (resource === undefined) throw new Error(`no ${name} among ${Object.keys(resources).join(', ')}`);
  return resource.Properties;
}

/** Each statement of a role's policies, as `actions` on `resources`; whatever else a statement has is kept. */
export function permissionsOf(synthesis: Synthesis, role: string): unknown[] {
  const { Policies: own = [] } = propertiesOf(synthesis, role) as { Policies?: Policy[] };
  const added = namesOf(synthesis, 'AWS::IAM::RolePolicy')
    .map((name) => propertiesOf(synthesis, name) as Policy & { RoleName: string })
    .filter(({ RoleName: roleName }) => roleName === `\${${role}}`);
  return [...own, ...added].flatMap(({ PolicyDocument: { Statement: statements } }) => statements);
}

type Policy = { PolicyDocument: { Statement: Record<string, unknown>[] } };

/** What a template writes where a value is known only to CloudFormation. */
type Intrinsic = { Ref?: string; 'Fn::GetAtt'?: [string, string]; 'Fn::Join'?: [string, unknown[]] };

/** Part of a template, with references written as `${Name}` and `${Name.Attribute}`. */
export function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join }: Intrinsic = value;
  if (ref !== undefined) return `\${${shortName(ref)}}`;
  if (attribute !== undefined) return `\${${shortName(attribute[0])}.${attribute[1]}}`;
  if (join !== undefined) return join[1].map(readable).join(join[0]);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner)]));
}
