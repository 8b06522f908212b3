/** What the collector's bundle is told where every call goes to one address. */
export function collectorEnvironment(url: string): Record<string, string> {
  return {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIABENCH',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL: url,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    POWERTOOLS_SERVICE_NAME: 'bench',
    POWERTOOLS_METRICS_NAMESPACE: 'bench',
    EVENT_TABLE: 'EventTable',
    JOB_TABLE: 'JobTable',
    JOB_DETAIL_TABLE: 'JobDetailTable',
    JOB_TAG_TABLE: 'JobTagTable',
    EVENT_STREAM: 'EventStream',
    JOB_STREAM: 'JobStream',
    METRIC_STREAM: 'MetricStream',
    TENANT_METADATA_KEY: '',
    GRAPHQL_URL: `${url}/graphql`,
    EVENT_QUEUE_URL: `${url}/000000000000/events`,
    RETRY_DELAY_SECONDS: '10',
    DEAD_LETTER_QUEUE_URL: `${url}/000000000000/dead-letters`,
    EVENT_TABLE_TTL_DAYS: '1',
    JOB_TABLE_TTL_DAYS: '1',
  };
}
