import { outcome, PASS, TargetRule, UNKNOWN } from './rule';
import { isForJobs } from '../admission/vault';

export const oidcRoleType: TargetRule = {
  id: 'oidc-role-type',
  severity: 'error',
  scope: 'target',
  title: 'a role of Vault for jobs is of the type for people',
  why: 'A role of type oidc, which is what Vault takes where none is written, is for people who sign in with a browser: Vault stores such a role only if it has redirect URIs, and refuses every token that a job brings to it.',
  remedy: 'set role_type to "jwt"',
  check: ({ target }) => {
    if (target.cloud !== 'vault') return PASS;
    if (target.role.unresolved.includes('role_type')) return UNKNOWN;
    return outcome(target.role.roleType === 'oidc' && isForJobs(target.role, target.issuer) ? [{ message: 'the role is of type oidc, and Vault takes no token of a job for it' }] : []);
  },
};
