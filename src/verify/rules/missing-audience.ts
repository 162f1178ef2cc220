import { each, isOpen, TargetRule } from './rule';
import { holdsUnknownTest, isForeign } from '../admission/admission';
import type { Target } from '../model';

export const missingAudience: TargetRule = {
  id: 'missing-audience',
  severity: 'warning',
  scope: 'target',
  title: 'no audience is asked for',
  why: 'A token that a job requested for another service can be replayed here. On Vault a role without an audience refuses every token that has one, which is every token of GitHub and GitLab.',
  remedy: 'test the audience by equality, on AWS "sts.amazonaws.com"',
  check: one => {
    const { target } = one;
    if (target.cloud === 'google' || target.cloud === 'azure') return { kind: 'pass' };
    return each(one, admission => {
      const { grammar, tests } = admission;
      if (!isOpen(admission) || grammar === undefined || !grammar.shared) return undefined;
      if (tests.some(isForeign)) return undefined;
      if (tests.some(test => (test.claim === 'aud' || test.claim === 'oaud' || test.claim === 'azp') && test.negative !== true && !test.presence)) return undefined;
      if (holdsUnknownTest(admission)) return 'unknown';
      if (target.cloud === 'vault') return { message: 'the role is bound to no audience, so that Vault refuses every token that carries one', remedy: 'set bound_audiences to one audience of its own' };
      return providerDecides(target, admission.issuer) ? undefined : { message: `${admission.place} does not test the audience` };
    });
  },
};

/** The provider takes its own audiences alone, and the artefact says which. */
function providerDecides(target: Target, issuer: string | undefined): boolean {
  if (target.cloud !== 'aws') return false;
  return target.trust.providers?.some(({ url, clientIds }) => typeof url === 'string' && url.replace(/^https:\/\//, '') === issuer?.replace(/^https:\/\//, '') && clientIds?.length === 1) ?? false;
}
