import { DescribeTableCommand, DynamoDBClient, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import type { Resource } from '../assembly/assembly.ts';
import { type BackendAddress, connectBackend } from '../backend/backend.ts';
import { unknownOperation } from '../aws-json.ts';
import type { ServiceRoute } from '../gateway/service.ts';
import { completeDynalite } from './complete-dynalite.ts';
import { createTables } from './create-tables.ts';
import { startDynalite } from './dynalite.ts';
import { startDynamoDbLocal } from './dynamodb-local.ts';
import { isOperation, type Place, requiredPermissions } from './permissions.ts';
import { sendToEngine } from './send-to-engine.ts';
import { tableDefinition } from './table-definition.ts';
import type { KeyNames } from './transactions/transacted-items.ts';

/** The tables to serve, and by what. */
export type DynamoDbOptions = Place & {
  /** `local` is the official DynamoDB Local, which needs Java. */
  engine: 'dynalite' | 'local';
  /** Where the tables are kept between runs. @default in memory only */
  dataDirectory?: string;
  /** `AWS::DynamoDB::Table` and `AWS::DynamoDB::GlobalTable` resources. */
  tables: Resource[];
};

/**
 * Serves the DynamoDB API with the stack's tables, which are ready when this resolves. Rejects when the engine cannot start.
 * `address` is the engine's own: it checks no signature.
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<{
  route: ServiceRoute;
  address: BackendAddress;
  /** Closes the engine between two requests, and opens it on the same data again. Absent where it would forget them. */
  restart?(): Promise<void>;
  close(): Promise<void>;
}> {
  const engine =
    options.engine === 'dynalite'
      ? await startDynalite(options.dataDirectory)
      : await startDynamoDbLocal(options.dataDirectory);
  const backend = connectBackend(engine.address);
  const client = new DynamoDBClient({
    endpoint: 'http://127.0.0.1',
    requestHandler: { httpAgent: backend.agent },
    region: options.region,
    // Neither engine looks at the signature; DynamoDB Local wants the key to be alphanumeric.
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const close = async (): Promise<void> => {
    client.destroy();
    backend.disconnect();
    await engine.close();
  };
  try {
    await createTables(client, options.tables.map(tableDefinition));
  } catch (error) {
    await close();
    throw error;
  }

  const keyNames: KeyNames = async (table) => {
    try {
      const { Table: description } = await client.send(new DescribeTableCommand({ TableName: table }));
      return (description?.KeySchema ?? []).flatMap(({ AttributeName: name }) => (name === undefined ? [] : [name]));
    } catch (error) {
      if (error instanceof DynamoDBServiceException) return [];
      throw error;
    }
  };
  const complete = completeDynalite(sendToEngine(backend), keyNames);
  const send = options.engine === 'dynalite' ? complete.send : sendToEngine(backend);
  const route: ServiceRoute = {
    permissions: (request) => requiredPermissions(request, options),
    handle: async (request) =>
      isOperation(request.operation) ? send(request.operation, request.body) : unknownOperation(request),
  };
  const restart = 'restart' in engine ? engine.restart : undefined;
  return {
    route,
    address: engine.address,
    // dynalite takes this process with it when it is closed in the midst of a request.
    ...(restart && { restart: () => complete.alone(restart) }),
    close,
  };
}
