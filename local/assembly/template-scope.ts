import { IDENTITIES } from './identities.ts';
import type { AssemblyEnvironment, Described, Identity } from './identity.ts';
import { resolveIntrinsics, type Scope, text } from './intrinsics.ts';
import { physicalId, physicalName } from './physical-name.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { objectEntries } from './read-json.ts';

/** A template's names. */
export type TemplateScope = Scope & {
  /** Undefined for resource types that are not known here. */
  identity(logicalId: string): Identity | undefined;
};

/** Looks names up in a template. Each resource is identified once, when it is first asked for. */
export function templateScope(
  template: JsonObject,
  stackName: string,
  environment: AssemblyEnvironment,
): TemplateScope {
  const section = (name: string): ReadonlyMap<string, JsonObject> => new Map(objectEntries(template[name]));
  const [resources, parameters, conditions] = [section('Resources'), section('Parameters'), section('Conditions')];
  const pseudoParameters = new Map(Object.entries(pseudoParameterValues(stackName, environment)));
  const identities = new Map<string, Identity | undefined>();
  const underWay = new Set<string>();

  const identity = (logicalId: string): Identity | undefined => {
    const resource = resources.get(logicalId);
    const identify = IDENTITIES[String(resource?.['Type'])];
    if (resource === undefined || identify === undefined) return undefined;
    if (!identities.has(logicalId)) {
      if (underWay.has(logicalId)) throw new Error(`${logicalId} is named after itself, in a circle`);
      underWay.add(logicalId);
      identities.set(logicalId, identify(described(logicalId, resource)));
      underWay.delete(logicalId);
    }
    return identities.get(logicalId);
  };

  const described = (logicalId: string, { Properties: properties }: JsonObject): Described => {
    const property = (name: string): string | undefined => {
      const value = isJsonObject(properties) ? resolveIntrinsics(properties[name], scope) : undefined;
      return value === undefined ? undefined : text(value);
    };
    return {
      environment,
      logicalId,
      property,
      name: (name, maxLength) => property(name) ?? physicalName(stackName, logicalId, maxLength),
      id: (length) => physicalId(stackName, logicalId, length),
      arn: (service, rest) => `arn:aws:${service}:${environment.region}:${environment.accountId}:${rest}`,
    };
  };

  const known = (logicalId: string): Identity => {
    const found = identity(logicalId);
    if (found !== undefined) return found;
    const type = resources.get(logicalId)?.['Type'];
    throw new Error(
      typeof type !== 'string'
        ? `${logicalId} is neither a resource nor a parameter of the template`
        : `${logicalId} is of type ${type}, whose Ref and Fn::GetAtt are not known here`,
    );
  };

  const scope = {
    identity,
    ref(name: string): unknown {
      if (pseudoParameters.has(name)) return pseudoParameters.get(name);
      const parameter = parameters.get(name);
      return parameter === undefined ? known(name).ref : parameterValue(name, parameter);
    },
    getAtt(logicalId: string, attribute: string): string {
      const value = known(logicalId).attributes[attribute];
      if (value !== undefined) return value;
      throw new Error(
        `${logicalId} (${String(resources.get(logicalId)?.['Type'])}) has no attribute ${attribute} here`,
      );
    },
    condition(name: string): boolean {
      const condition = conditions.get(name);
      if (condition === undefined) throw new Error(`${name} is not a condition of the template`);
      return Boolean(resolveIntrinsics(condition, scope));
    },
  };
  return scope;
}

/** The value that a parameter has when nobody gives it one. */
function parameterValue(name: string, { Type: type, Default: value }: JsonObject): unknown {
  // A Systems Manager parameter's default is the name under which the value is kept: `BootstrapVersion`.
  if (value === undefined || String(type).startsWith('AWS::SSM::'))
    throw new Error(`parameter ${name} has no value here`);
  return type === 'CommaDelimitedList' ? text(value).split(',') : value;
}

/** AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
function pseudoParameterValues(stackName: string, { region, accountId }: AssemblyEnvironment): Record<string, unknown> {
  return {
    'AWS::AccountId': accountId,
    'AWS::NoValue': undefined,
    'AWS::NotificationARNs': [],
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/${physicalId(stackName, '', 32)}`,
    'AWS::StackName': stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };
}
