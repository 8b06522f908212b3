import { describe, expect, it } from 'vitest';
import { bundleResolver } from '../../../infra/api/bundle-resolver.ts';
import { namesOf, permissionsOf, propertiesOf, synthesize } from '../synthesize.ts';

const tenancy = { claim: 'custom:tenant', metadataKey: 'tenant' };
const synthesis = synthesize({ auth: ['COGNITO'], tenancy });
const without = synthesize({ auth: ['COGNITO'] });

const environmentOfApi = (of: typeof synthesis): unknown => propertiesOf(of, 'ApiGraphQL')['EnvironmentVariables'];
const environmentOfCollector = (of: typeof synthesis): unknown =>
  propertiesOf(of, 'IngestCollectorFunction')['Environment'];

describe('with tenancy', () => {
  it('the API tells its resolvers the claim and the key, and the collector is told the key', () => {
    expect(environmentOfApi(synthesis)).toEqual({
      JOB_TABLE: '${TablesJobTable}',
      TENANT_CLAIM: 'custom:tenant',
      TENANT_METADATA_KEY: 'tenant',
    });
    expect(environmentOfCollector(synthesis)).toMatchObject({ Variables: { TENANT_METADATA_KEY: 'tenant' } });
  });

  it('`jobsByStatus` asks JobTagTable before JobTable; the other lists are as without', () => {
    const pipeline = (of: typeof synthesis, field: string): unknown => {
      const name = namesOf(of, 'AWS::AppSync::Resolver').find((one) => propertiesOf(of, one)['FieldName'] === field);
      return propertiesOf(of, name ?? '')['PipelineConfig'];
    };
    expect(pipeline(synthesis, 'jobsByStatus')).toEqual({
      Functions: [
        '${ApiFunctionqueryTenantJobKeysOfJobTagTable.FunctionId}',
        '${ApiFunctionqueryJobKeysOfJobTable.FunctionId}',
        '${ApiFunctiongetJobsOfJobTable.FunctionId}',
      ],
    });
    expect(pipeline(synthesis, 'jobsByQueue')).toEqual(pipeline(without, 'jobsByQueue'));
    expect(pipeline(synthesis, 'jobsByUserMetadata')).toEqual(pipeline(without, 'jobsByUserMetadata'));
    expect(propertiesOf(synthesis, 'ApiFunctionqueryTenantJobKeysOfJobTagTable')).toMatchObject({
      DataSourceName: 'JobTagTable',
      Code: bundleResolver(new URL('../../../resolvers/Function.queryTenantJobKeys.ts', import.meta.url).pathname),
      Runtime: { Name: 'APPSYNC_JS', RuntimeVersion: '1.0.0' },
    });
  });

  it('no role may do more', () => {
    for (const role of namesOf(without, 'AWS::IAM::Role').filter((name) => 'Policies' in propertiesOf(without, name)))
      expect(permissionsOf(synthesis, role)).toEqual(permissionsOf(without, role));
  });
});

describe('without tenancy', () => {
  it('neither resolvers nor the collector are told anything of it, and no function is there for it', () => {
    expect(environmentOfApi(without)).toEqual({ JOB_TABLE: '${TablesJobTable}' });
    expect(JSON.stringify(environmentOfCollector(without))).not.toContain('TENANT');
    expect(JSON.stringify(namesOf(without, 'AWS::AppSync::FunctionConfiguration'))).not.toContain('Tenant');
  });
});
