import { outcome, PASS, TargetRule } from './rule';
import { isWholePool } from '../../google/private/member';

export const wholePoolMember: TargetRule = {
  id: 'whole-pool-member',
  severity: 'error',
  scope: 'target',
  title: 'a role is granted to a whole pool',
  why: 'Every identity that any provider of the pool lets in has the role, those of providers that are added later too. The condition of one provider is all that is left.',
  remedy: 'grant the role to principal://…/subject/… or to a principalSet of an attribute that names the job',
  check: ({ target }) => target.cloud !== 'google' ? PASS : outcome((target.trust.members ?? []).flatMap((member, index) => isWholePool(member)
    ? [{ message: `the member ${JSON.stringify(member)} is every identity of the pool`, pointer: `/members/${index}` }] : [])),
};
