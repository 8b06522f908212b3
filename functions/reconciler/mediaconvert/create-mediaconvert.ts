import { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import type { MediaConvertClientConfig } from '@aws-sdk/client-mediaconvert';

const CONNECTION_TIMEOUT_MS = 2000;
const REQUEST_TIMEOUT_MS = 5000;
const ATTEMPTS = 3;

/** The client that asks MediaConvert: it tries again a few times with backoff and jitter, and slows down by itself once told to. */
export function createMediaConvert(config: MediaConvertClientConfig = {}): MediaConvertClient {
  return new MediaConvertClient({
    retryMode: 'adaptive',
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
    ...config,
  });
}
