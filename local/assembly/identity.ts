/** What other resources can know of a resource: its `Ref` and its `Fn::GetAtt`. */
export type Identity = { ref: string; attributes: Record<string, string> };

/** Where the stack is served. */
export type AssemblyEnvironment = {
  region: string;
  accountId: string;
  /** `http://127.0.0.1:PORT` of the gateway: the base of queue URLs. */
  gatewayUrl: string;
  graphqlUrl: string;
  realtimeUrl: string;
};

/** A resource whose identity is asked for. */
export type Described = {
  environment: AssemblyEnvironment;
  logicalId: string;
  /** A property of the resource, resolved; undefined when absent. */
  property: (name: string) => string | undefined;
  /** The name that a property gives, or else one made of stack name and logical id. */
  name: (property: string, maxLength: number) => string;
  /** `length` characters of [a-z0-9], the same at every start. */
  id: (length: number) => string;
  /** `arn:aws:SERVICE:REGION:ACCOUNT:REST` */
  arn: (service: string, rest: string) => string;
};

/** How resources of a type are named. */
export type Identify = (resource: Described) => Identity;
