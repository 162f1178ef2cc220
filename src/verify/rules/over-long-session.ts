import { outcome, TargetRule } from './rule';

/** Four hours: longer than nearly every deployment takes. */
const LONG = 4 * 3600;

export const overLongSession: TargetRule = {
  id: 'over-long-session',
  severity: 'warning',
  scope: 'target',
  title: 'credentials live longer than four hours',
  why: 'What leaks from a job can be used until it expires. A job needs its credentials for as long as it runs, and can ask again.',
  remedy: 'let sessions end after an hour, the default of AWS, or as long as the longest job takes',
  check: ({ target }) => {
    const seconds = target.cloud === 'aws' ? target.role?.maxSessionSeconds : target.cloud === 'vault' ? target.ttlSeconds : undefined;
    return outcome(seconds !== undefined && seconds > LONG ? [{ message: `credentials may live ${Math.round(seconds / 360) / 10} hours` }] : []);
  },
};
