import { jsonError } from '../../../aws-json.ts';
import type { Operation } from './operation.ts';

/** Refused: mapping templates need the runtime of VTL, and only that of JavaScript is imitated. */
export const EvaluateMappingTemplate: Operation = () =>
  jsonError(
    400,
    'UnknownOperationException',
    'EvaluateMappingTemplate is not imitated here: VTL mapping templates do not run, only APPSYNC_JS code does (EvaluateCode).',
    'application/json',
  );
