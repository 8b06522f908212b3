/** The configuration of an SDK client that speaks to an embedded service, which checks no signatures. */
export function awsClientConfig(endpoint: string) {
  return { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' } };
}
