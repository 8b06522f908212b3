/**
 * Stands in bundles for `@aws-sdk/credential-provider-node`, which looks for credentials in ten places, half of them services with
 * clients of their own. Lambda gives a function the credentials of its role in environment variables; only with SnapStart, which these
 * functions do not have, it gives them elsewhere.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';
