import { isTable, LateJson, LateTable, listOf, Text } from '../private/late';

/** An OIDC provider of an account, as far as its artefact says. */
export interface NativeProvider {
  readonly id: string;
  readonly url?: Text;
  /** The audiences that it takes; absent where the artefact does not say. */
  readonly clientIds?: readonly Text[];
  readonly thumbprints?: readonly Text[];
}

/** What stands between a token and the credentials of a role. */
export interface NativeTrust {
  /** The trust policy as IAM stores it: a reference to a provider is resolved to its ARN, of which the account may be late. */
  readonly policy: LateJson;
  /** The providers that the same artefact defines; one that it does not define takes every audience as far as we know. */
  readonly providers?: readonly NativeProvider[];
  /** The role itself, for tokens that name the roles that they are for; absent where nothing is known of it. */
  readonly roleArn?: Text;
}

/** The statements of a policy, which may be one without a list around it; what is no statement is passed over. */
export function statementsIn(policy: LateJson): readonly LateTable[] {
  return isTable(policy) ? listOf(policy.Statement).filter(isTable) : [];
}
