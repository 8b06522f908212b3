/** A resource of the synthesized stack, its intrinsic functions resolved to physical names, ARNs and URLs. */
export type Resource = {
  logicalId: string;
  /** `AWS::DynamoDB::Table` */
  type: string;
  properties: Record<string, unknown>;
  /** What `Ref` gives: a table's name, a queue's URL. */
  ref: string;
  /** What `Fn::GetAtt` gives, by attribute name: `{ Arn: … }`. */
  attributes: Record<string, string>;
};

/** A synthesized stack, ready to be served. */
export type Assembly = {
  stackName: string;
  region: string;
  accountId: string;
  /** In template order. */
  resources: Resource[];
  /** The stack's outputs by name, resolved. */
  outputs: Record<string, string>;
  /** Absolute path of an asset by the object key (or the bare hash) that the template names. */
  assetPath(key: string): string;
};
