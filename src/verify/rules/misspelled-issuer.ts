import { outcome, PASS, TargetRule, UNKNOWN } from './rule';
import { grammarOf } from '../issuers';

export const misspelledIssuer: TargetRule = {
  id: 'misspelled-issuer',
  severity: 'error',
  scope: 'target',
  title: 'the issuer is not written as the tokens carry it',
  why: 'Issuers are compared character by character. A slash at the end, an upper-case letter or a missing https:// makes one that no token comes from.',
  remedy: 'write the issuer as the iss claim of a token shows it',
  check: ({ target }) => {
    const written = target.cloud === 'google' ? target.trust.provider.issuer : target.cloud === 'azure' ? target.credential.issuer : target.cloud === 'vault' ? target.role.boundIssuer : undefined;
    if (target.cloud === 'aws') return PASS;
    if (written === undefined || written === '' || /[<$]/.test(written)) return UNKNOWN;
    const right = `https://${written.trim().replace(/^https?:\/\//i, '').replace(/\/+$/, '').toLowerCase()}`;
    const grammar = grammarOf(right);
    return outcome(grammar === undefined || grammar.issuer.test(written) ? [] : [{ message: `the issuer ${JSON.stringify(written)} is not that of ${grammar.name}`, remedy: `write ${JSON.stringify(right)}` }]);
  },
};
