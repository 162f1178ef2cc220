import { Flaw, outcome, TargetRule, UNKNOWN } from './rule';
import { isBlank, statementsOf } from '../admission/aws';
import { grammarOf } from '../issuers';
import { meantBy } from '../issuers/near-miss';

export const misspelledIssuer: TargetRule = {
  id: 'misspelled-issuer',
  severity: 'error',
  scope: 'target',
  title: 'the issuer is not written as the tokens carry it',
  why: 'Issuers are compared character by character. A slash at the end, an upper-case letter or a missing https:// makes one that no token comes from.',
  remedy: 'write the issuer as the iss claim of a token shows it',
  check: ({ target }) => {
    if (target.cloud === 'aws') {
      return outcome(statementsOf(target.trust.policy).filter(({ effect }) => effect === 'Allow').flatMap(({ providers, pointer }) => providers.filter(provider => !isBlank(provider)).flatMap(provider => nearMiss(provider, pointer))));
    }
    const written = target.cloud === 'google' ? target.trust.provider.issuer : target.cloud === 'azure' ? target.credential.issuer : target.role.boundIssuer;
    if (written === undefined || written === '' || /[<$]/.test(written)) return UNKNOWN;
    const right = `https://${written.trim().replace(/^https?:\/\//i, '').replace(/\/+$/, '').toLowerCase()}`;
    const grammar = grammarOf(right);
    if (grammar === undefined) return outcome(nearMiss(right.slice('https://'.length)));
    return outcome(grammar.issuer.test(written) ? [] : [{ message: `the issuer ${JSON.stringify(written)} is not that of ${grammar.name}`, remedy: `write ${JSON.stringify(right)}` }]);
  },
};

/** Of one that nobody knows, whether a well-known one is meant. */
function nearMiss(host: string, pointer?: string): Flaw[] {
  const meant = grammarOf(`https://${host}`) === undefined ? meantBy(host.replace(/\/$/, '')) : undefined;
  return meant === undefined ? [] : [{ message: `no job has a token of ${JSON.stringify(host)}: the issuer is ${JSON.stringify(meant)}`, remedy: `write ${JSON.stringify(`https://${meant}`)}`, pointer }];
}
