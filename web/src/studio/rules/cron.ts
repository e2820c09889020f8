/** Set times that many rules have, by name; what each is in the file. */
export const CRONS = {
  hourly: '0 * * * *',
  daily: '0 9 * * *',
  weekly: '0 9 * * 1',
  monthly: '0 9 1 * *',
  quarterly: '0 9 1 1,4,7,10 *',
} as const;
