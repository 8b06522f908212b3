import { BackedDataSource, type GraphqlApi } from 'aws-cdk-lib/aws-appsync';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** What a data source on a table needs to know. */
export interface TableDataSourceProps {
  /** The API that it belongs to. */
  readonly api: GraphqlApi;
  /** The table that it reads. */
  readonly table: Table;
  /** All that its role allows. */
  readonly statements: PolicyStatement[];
}

/** A table as a data source. CDK's own `DynamoDbDataSource` allows every read of the table; this one only what it is told. */
export class TableDataSource extends BackedDataSource {
  constructor(scope: Construct, id: string, { api, table, statements }: TableDataSourceProps) {
    const serviceRole = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('appsync.amazonaws.com'),
      inlinePolicies: { Read: new PolicyDocument({ statements }) },
    });
    super(
      scope,
      id,
      { api, serviceRole },
      {
        type: 'AMAZON_DYNAMODB',
        dynamoDbConfig: { tableName: table.tableName, awsRegion: Stack.of(scope).region },
      },
    );
  }
}
