import { unknownOperation } from '../../aws-json.ts';
import type { ServiceRoute } from '../../gateway/service.ts';
import { CancelJob } from './CancelJob.ts';
import { CreateJob } from './CreateJob.ts';
import { GetJob } from './GetJob.ts';
import { GetQueue } from './GetQueue.ts';
import { ListJobs } from './ListJobs.ts';
import { ListQueues } from './ListQueues.ts';
import type { Operation, Service } from './operation.ts';

const OPERATIONS: Record<string, Operation> = { CreateJob, GetJob, ListJobs, CancelJob, ListQueues, GetQueue };
const BASE = '/2017-08-29';

/** The API, for the gateway. AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/resources.html */
export function createRoute(service: Service): ServiceRoute {
  return {
    operation: (method, url) =>
      Object.entries(OPERATIONS).find(
        ([, operation]) => operation.method === method && nameIn(operation, url) !== undefined,
      )?.[0],
    permissions(request) {
      const operation = OPERATIONS[request.operation];
      return operation?.permissions(request, service.place, nameIn(operation, request.url) ?? '') ?? [];
    },
    handle(request) {
      const operation = OPERATIONS[request.operation];
      const handled = operation?.handle(request, service, nameIn(operation, request.url) ?? '');
      return Promise.resolve(handled ?? unknownOperation(request));
    },
  };
}

/** The name at the end of the path, empty where the operation's path has none; undefined when it is not its path. */
function nameIn({ path }: Operation, { pathname }: URL): string | undefined {
  const match = pathname.startsWith(BASE) ? path.exec(pathname.slice(BASE.length)) : null;
  if (match === null) return undefined;
  try {
    return decodeURIComponent(match[1] ?? '');
  } catch {
    return undefined;
  }
}
