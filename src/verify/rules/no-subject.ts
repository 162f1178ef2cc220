import { each, isOpen, TargetRule } from './rule';
import { ClaimTest, isForeign, isOfNothing } from '../admission/admission';
import { isForEverybody, isForPeople } from '../issuers';
import { isAnything, Judged } from '../judged';

/** Nothing keeps strangers out: no test says whose job a token belongs to. */
export const noSubject: TargetRule = {
  id: 'no-subject',
  severity: 'error',
  scope: 'target',
  title: 'no test says whose job a token belongs to',
  why: 'An issuer such as GitHub vouches for the jobs of everybody. A trust that asks for the audience alone is met by any of them, since a job chooses its audience itself.',
  remedy: 'test the subject by equality, for example "repo:OWNER/REPOSITORY:environment:production"',
  check: one => {
    const { cloud } = one.target;
    if (cloud === 'google') return { kind: 'pass' };
    return each(one, admission => {
      if (!isOpen(admission) || admission.tests.some(test => isOfNothing(test) || isForeign(test))) return undefined;
      if (admission.issuer !== undefined && isForPeople(admission.issuer)) return ofPeople(admission, admission.issuer);
      if (admission.tests.some(test => test.claim === 'sub' && test.negative !== true && !isAnything(test))) return undefined;
      if (admission.tests.some(test => test.opaque && (test.claim === 'sub' || test.claim === ''))) return 'unknown';
      return flawOf(admission, cloud);
    });
  },
};

/** Who somebody is matters less here than to whom they signed in. */
function ofPeople({ tests, place }: Judged, issuer: string) {
  if (!isForEverybody(issuer) || tests.some(test => test.claim !== 'amr' && test.negative !== true && !isAnything(test))) return undefined;
  return { message: `${place} takes the users of every application at ${issuer}: it does not test the audience`, remedy: 'test the audience by equality: the id of the identity pool or the application' };
}

function flawOf(admission: Judged, cloud: string) {
  const { grammar, bounds, tests, issuer } = admission;
  const issuerText = issuer ?? 'an issuer that is not known yet';
  const others = tests.filter(test => test.claim !== 'aud' && test.negative !== true && !isAnything(test) && !test.claim.startsWith('aws:') && !test.claim.startsWith('sts:'));
  if (grammar === undefined) {
    // of an issuer that we do not know any further claim may be the one that matters
    if (issuer === undefined) return tests.length === 0 ? { message: `${admission.place} asks nothing of a token` } : 'unknown' as const;
    if (others.length > 0) return undefined;
    return { message: `${admission.place} takes every token of ${issuerText}${tests.length > 0 ? ' for its audience' : ''}`, severity: tests.length > 0 && !isOfMachines(tests, issuerText) ? 'note' as const : undefined };
  }
  const level = grammar.shared ? bounds.tenant : bounds.project;
  if (level.test !== undefined && level.width !== 'open') return undefined;
  // audience-only-role says it of Vault
  if (cloud === 'vault' && tests.every(test => test.claim === 'aud' || test.claim === 'iss')) return undefined;
  if (level.test !== undefined && tests.some(test => test.claim !== 'sub' && test === level.test)) return undefined;
  const asked = others.map(test => test.claim);
  return {
    message: `${admission.place} takes the jobs of every ${grammar.shared ? grammar.words.tenant : grammar.words.project} at ${grammar.name}: ${asked.length === 0 ? 'it does not test the subject' : `it tests ${[...new Set(asked)].join(', ')}, which anybody can have`}`,
    remedy: `test the subject by equality, for example ${JSON.stringify(grammar.example)}`,
  };
}

/** Whether an issuer that we do not know is one of jobs: people sign in to an application, whose id is the audience; jobs and pods ask for a cloud, or for their issuer itself. */
function isOfMachines(tests: readonly ClaimTest[], issuer: string): boolean {
  return tests.some(test => test.negative !== true && (test.claim === 'sub' || (test.claim === 'aud' && test.values.some(value => /^(https:\/\/)?sts\.amazonaws\.com/.test(value) || value.replace(/\/$/, '') === issuer))));
}
