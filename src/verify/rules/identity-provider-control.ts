import { each, Flaw, isOpen, PASS, TargetRule } from './rule';
import { missingControl } from '../../aws/private/evaluation/controls';
import { holdsUnknownTest } from '../admission/admission';
import { Statement, statementsOf } from '../admission/aws';
import type { Judged } from '../judged';

export const identityProviderControl: TargetRule = {
  id: 'identity-provider-control',
  severity: 'warning',
  scope: 'target',
  title: 'IAM refuses to store the trust, whatever else it tests',
  why: 'Where many customers share an issuer, IAM demands that a certain claim is tested, by StringEquals, StringLike or StringEqualsIgnoreCase and with more than wildcards. For GitHub that is the subject or job_workflow_ref: a test of an id does not stand in for them. A trust without the test can be neither created nor updated.',
  remedy: 'test the subject beside what is tested already',
  check: one => {
    const { target } = one;
    if (target.cloud !== 'aws') return PASS;
    const statements = new Map(statementsOf(target.trust.policy).map(statement => [statement.pointer, statement]));
    return each(one, admission => {
      const statement = statements.get(admission.pointer);
      if (holdsUnknownTest(admission)) return 'unknown';
      return statement === undefined || admission.issuer === undefined || !isOpen(admission) || !isNarrow(admission, statement) ? undefined : flawOf(admission.issuer.slice('https://'.length), statement);
    });
  },
};

/** Something that IAM does not count says whose job it is, another claim or an operator for ARNs; where nothing does, no-subject tells. */
function isNarrow({ grammar, bounds }: Judged, { conditions }: Statement): boolean {
  const { test, width } = grammar?.shared === true ? bounds.tenant : bounds.project;
  if (grammar === undefined || test === undefined || width === 'open') return false;
  return test.claim !== 'sub' || conditions.some(({ base, key }) => key === test.written && /^arn(like|equals)$/.test(base));
}

function flawOf(provider: string, { conditions, index }: Statement): Flaw | undefined {
  // what IAM makes of set operators is not documented, a missing audience is told by its own rule
  const wanted = missingControl(provider, conditions.map(({ base, key, values }) => ({ operator: base, name: key, values })));
  if (wanted === undefined || wanted.includes('aud')) return undefined;
  return { message: `IAM does not store statement ${index + 1}: it has to test ${wanted.map(claim => `${provider}:${claim}`).join(' or ')}, by more than wildcards` };
}
