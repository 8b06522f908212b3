/** An entry of `errors` in AppSync's own shape. Fields that AppSync leaves out of some errors are optional. */
export type AppSyncError = {
  message: string;
  path?: (string | number)[] | null;
  locations?: { line: number; column: number; sourceName: null }[] | null;
  data?: unknown;
  errorType?: string | null;
  errorInfo?: unknown;
};

/** A GraphQL answer as AppSync words it. */
export type AppSyncResult = { data: Record<string, unknown> | null; errors?: AppSyncError[] };
