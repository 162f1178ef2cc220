import type { AwsRole } from './model';
import { literal } from './pattern';
import { statementsIn } from '../aws/policy';
import { Late, LateJson, listOf, Text } from '../private/late';
import { remembered, rememberedOf } from '../private/remembered';
import { isLike, signsOf } from '../private/wildcards';

/** What a statement of an identity policy gives. */
export interface Grant {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  /** With what is late as a mark. */
  readonly resources: readonly string[];
  readonly conditioned: boolean;
  /** Name of the policy that it stands in. */
  readonly policy: string;
}

/** All that the policies of a role give, apart from what one of them denies on every resource. */
export const grantsOf = rememberedOf((role: AwsRole): readonly Grant[] => {
  const all = role.permissions.flatMap(({ name, document }) => statementsIn(document).map(statement => ({ statement, name })));
  const denied = all.filter(({ statement }) => statement.Effect === 'Deny' && statement.Condition === undefined && textsOf(statement.Resource).includes('*')).flatMap(({ statement }) => textsOf(statement.Action).map(lower));
  return all.filter(({ statement }) => statement.Effect === 'Allow').map(({ statement, name }): Grant => ({
    actions: textsOf(statement.Action).map(lower).filter(action => !denied.includes(action)),
    notActions: textsOf(statement.NotAction).map(lower),
    resources: textsOf(statement.Resource),
    conditioned: statement.Condition !== undefined,
    policy: name,
  }));
});

/** Names of the managed policies, as the end of their ARNs. */
export function managedNames({ managedPolicies }: AwsRole): string[] {
  return managedPolicies.map(arn => literal(arn).replace(/^.*:policy\//, '').replace(/^.*\//, ''));
}

/** Whether a pattern of IAM, in lower case, takes an action. */
export function takes(pattern: string, action: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === action;
  return isLike(signs(pattern), action);
}

const signs = remembered(pattern => signsOf(pattern, { questionMark: true }));

/** Whether a grant gives an action, on whatever resource. */
export function gives({ actions, notActions }: Grant, action: string): boolean {
  return actions.some(pattern => takes(pattern, action)) || (notActions.length > 0 && !notActions.some(pattern => takes(pattern, action)));
}

function textsOf(value: LateJson | undefined): string[] {
  return listOf(value).filter((one): one is Text => typeof one === 'string' || one instanceof Late).map(literal);
}

function lower(text: string): string {
  return text.toLowerCase();
}
