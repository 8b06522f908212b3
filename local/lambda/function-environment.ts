import type { Credentials } from '../iam/principal.ts';
import type { FunctionConfig } from './function-config.ts';

/**
 * The environment variables of a function: its own over Lambda's; of the host's nothing but the path.
 * AWS: Lambda Developer Guide, "Working with Lambda environment variables": defined runtime environment variables.
 */
export function functionEnvironment(
  config: FunctionConfig,
  options: { region: string; gatewayUrl: string; credentials: Credentials; logStreamName: string },
): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    // The SDK would read configuration and credentials files of whoever runs this.
    HOME: config.codeDirectory,
    // The SDK warns of this machine's Node.js, which is not the function's runtime.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_EXECUTION_ENV: `AWS_Lambda_${config.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: config.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(config.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${config.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: options.logStreamName,
    // AWS: Lambda Developer Guide, "Log-level filtering". Logging libraries follow it.
    ...(config.logLevel !== undefined && { AWS_LAMBDA_LOG_FORMAT: 'JSON', AWS_LAMBDA_LOG_LEVEL: config.logLevel }),
    LAMBDA_TASK_ROOT: config.codeDirectory,
    _HANDLER: config.handler,
    ...config.environment,
    AWS_REGION: options.region,
    AWS_DEFAULT_REGION: options.region,
    AWS_ACCESS_KEY_ID: options.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: options.credentials.secretAccessKey,
    AWS_ENDPOINT_URL: options.gatewayUrl,
  };
}
