import { type BaseDataSource, type GraphqlApi, NoneDataSource } from 'aws-cdk-lib/aws-appsync';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { allow } from '../allow.ts';
import { type JobTables, STATUS_INDEX } from '../store/job-tables.ts';
import type { DataSourceName } from './fields.ts';
import { TableDataSource } from './table-data-source.ts';

/** Makes the data sources of the API. Each has a role of its own, which allows what the resolvers on it do. */
export function addDataSources(
  scope: Construct,
  api: GraphqlApi,
  { jobTable, jobTagTable, jobDetailTable, eventTable }: JobTables,
): Record<DataSourceName, BaseDataSource> {
  const source = (name: DataSourceName, table: Table, ...statements: PolicyStatement[]): BaseDataSource =>
    new TableDataSource(scope, name, { api, table, statements });
  return {
    JobTable: source(
      'JobTable',
      jobTable,
      allow(['dynamodb:GetItem', 'dynamodb:BatchGetItem'], jobTable.tableArn),
      allow(['dynamodb:Query'], `${jobTable.tableArn}/index/${STATUS_INDEX}`),
    ),
    JobTagTable: source('JobTagTable', jobTagTable, allow(['dynamodb:Query'], jobTagTable.tableArn)),
    JobDetailTable: source('JobDetailTable', jobDetailTable, allow(['dynamodb:GetItem'], jobDetailTable.tableArn)),
    EventTable: source('EventTable', eventTable, allow(['dynamodb:Query'], eventTable.tableArn)),
    None: new NoneDataSource(scope, 'None', { api }),
  };
}
