/** The data sources that resolvers send their requests to: the tables, and none at all. */
export type DataSourceName = 'JobTable' | 'JobTagTable' | 'JobDetailTable' | 'EventTable' | 'None';

/** An AppSync function of a pipeline: `resolvers/Function.<name>.ts`, on a data source. */
export type PipelineStep = { functionName: string; dataSource: DataSourceName };

/** A field with a resolver, `resolvers/<typeName>.<fieldName>.ts`: a unit resolver on a data source, or a pipeline. */
export type ResolvedField = { typeName: string; fieldName: string } & (
  { dataSource: DataSourceName } | { pipeline: readonly PipelineStep[] }
);

// Lists read the keys of a page from an index, then the jobs themselves, side by side.
const jobsFrom = (dataSource: DataSourceName): readonly PipelineStep[] => [
  { functionName: 'queryJobKeys', dataSource },
  { functionName: 'getJobs', dataSource: 'JobTable' },
];

/** Every field with a resolver. All other fields are read from their parent. */
export const RESOLVED_FIELDS: readonly ResolvedField[] = [
  { typeName: 'Query', fieldName: 'job', dataSource: 'JobTable' },
  { typeName: 'Query', fieldName: 'jobsByStatus', pipeline: jobsFrom('JobTable') },
  { typeName: 'Query', fieldName: 'jobsByUserMetadata', pipeline: jobsFrom('JobTagTable') },
  { typeName: 'Query', fieldName: 'jobsByQueue', pipeline: jobsFrom('JobTagTable') },
  { typeName: 'Job', fieldName: 'settings', dataSource: 'JobDetailTable' },
  { typeName: 'Job', fieldName: 'inputs', dataSource: 'JobDetailTable' },
  { typeName: 'Job', fieldName: 'outputGroups', dataSource: 'JobDetailTable' },
  { typeName: 'Job', fieldName: 'outputFindings', dataSource: 'JobDetailTable' },
  { typeName: 'Job', fieldName: 'analysis', dataSource: 'JobDetailTable' },
  { typeName: 'Job', fieldName: 'mediainfo', dataSource: 'JobDetailTable' },
  { typeName: 'Job', fieldName: 'events', dataSource: 'EventTable' },
  { typeName: 'Mutation', fieldName: 'publishJobProgress', dataSource: 'None' },
  { typeName: 'Subscription', fieldName: 'onJobProgress', dataSource: 'None' },
  { typeName: 'Subscription', fieldName: 'onJobProgressByUserMetadata', dataSource: 'None' },
  { typeName: 'Subscription', fieldName: 'onAnyJobProgress', dataSource: 'None' },
];

/**
 * The same with tenancy: `jobsByStatus` reads a tenant's keys where its jobs are, in JobTagTable, lest it page through the jobs
 * of others.
 */
export const TENANT_FIELDS: readonly ResolvedField[] = RESOLVED_FIELDS.map((field) =>
  'pipeline' in field && field.fieldName === 'jobsByStatus'
    ? { ...field, pipeline: [{ functionName: 'queryTenantJobKeys', dataSource: 'JobTagTable' }, ...field.pipeline] }
    : field,
);
