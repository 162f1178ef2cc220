import { each, PASS, TargetRule, UNKNOWN } from './rule';
import { claimsIn } from '../admission/expression';

/** Claims that are the same in every token that a provider takes. */
const CONSTANT: readonly string[] = ['iss', 'aud'];

export const constantSubject: TargetRule = {
  id: 'constant-subject',
  severity: 'error',
  scope: 'target',
  title: 'every job is mapped to the same subject',
  why: 'What the mapping says of google.subject is the principal that the job becomes. Where it says the same for every token, a grant to one subject is a grant to everybody whom the provider lets in, and the logs tell nobody apart.',
  remedy: 'map google.subject to assertion.sub',
  check: one => {
    const { target } = one;
    const expression = target.cloud === 'google' && target.kind === 'workload-identity-provider' ? target.trust.provider.attributeMapping['google.subject'] : undefined;
    if (expression === undefined) return PASS;
    const claims = claimsIn(expression);
    if (claims === undefined) return UNKNOWN;
    if (claims.some(claim => !CONSTANT.includes(claim))) return PASS;
    return each(one, ({ bounds: { project } }) => ({
      message: `google.subject is ${expression}, the same for every job`,
      // of one project they are at least all its own
      severity: project.width === 'exact' ? 'warning' : undefined,
    }));
  },
};
