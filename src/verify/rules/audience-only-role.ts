import { each, PASS, TargetRule } from './rule';
import { isForPeople } from '../issuers';

export const audienceOnlyRole: TargetRule = {
  id: 'audience-only-role',
  severity: 'error',
  scope: 'target',
  title: 'a role of Vault is bound to nothing but an audience',
  why: 'Vault takes an audience alone as a binding. A job chooses its audience itself, so that every job of the issuer, whoever runs it, may log in.',
  remedy: 'set bound_subject to the exact subject, or bound_claims to the repository or project by its id and its ref or environment',
  check: one => one.target.cloud !== 'vault' ? PASS : each(one, ({ tests, issuer, grammar, named = [] }) => {
    // jobs of a cluster of one's own, whose policies are templates of what the token says
    if (grammar === undefined && (issuer !== undefined && isForPeople(issuer) || named.some(claim => claim.startsWith('nomad_')))) return undefined;
    if (tests.some(test => test.opaque && test.claim !== 'aud')) return 'unknown';
    return tests.every(test => test.claim === 'aud' || test.claim === 'iss') ? { message: 'the role is bound to no subject and no claim: every job of the issuer may log in' } : undefined;
  }),
};
