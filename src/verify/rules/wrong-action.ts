import { each, TargetRule } from './rule';

export const wrongAction: TargetRule = {
  id: 'wrong-action',
  severity: 'error',
  scope: 'target',
  title: 'a statement allows a federated principal what it cannot ask for',
  why: 'A token of an OIDC provider is exchanged with sts:AssumeRoleWithWebIdentity. A statement that allows another action, or whose tokens another statement denies, never matches.',
  remedy: 'allow sts:AssumeRoleWithWebIdentity',
  check: one => each(one, admission => admission.never === undefined ? undefined : { message: `${admission.place} never matches: ${admission.never}` }),
};
