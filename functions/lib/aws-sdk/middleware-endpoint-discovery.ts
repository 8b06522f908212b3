/**
 * Stands in bundles for `@aws-sdk/middleware-endpoint-discovery`: DynamoDB's client finds the endpoint of a region without asking
 * for it. It would ask only where AWS_ENABLE_ENDPOINT_DISCOVERY said so, which these functions do not take.
 */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: (): undefined => undefined,
  configFileSelector: (): undefined => undefined,
  default: undefined,
};

/** The configuration as it is. */
export const resolveEndpointDiscoveryConfig = <Config>(config: Config): Config => config;
