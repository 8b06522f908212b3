const MINUTES = { minute: 1, hour: 60, day: 1_440 };

/**
 * The minutes between two firings of `rate(5 minutes)`; a string when the expression is not one that is served here: the
 * reason.
 * AWS: EventBridge User Guide, "Setting a schedule pattern for scheduled rules", rate expressions: the unit is in the
 * singular for 1, and in the plural for more.
 */
export function parseScheduleExpression(expression: unknown): number | string {
  const text = String(expression);
  if (/^cron\(.*\)$/.test(text)) return `${text} is not imitated, only rate(…) is`;
  const [, digits = '', unit = '', plural = ''] = /^rate\(([1-9]\d{0,7}) (minute|hour|day)(s?)\)$/.exec(text) ?? [];
  if (digits === '' || (plural === 's') === (digits === '1')) return `${text} is no schedule expression`;
  return Number(digits) * MINUTES[unit as keyof typeof MINUTES];
}
