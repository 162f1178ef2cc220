import { abusableSubjectClaim } from './abusable-subject-claim';
import { administratorPermissions } from './administrator-permissions';
import { ambiguousName } from './ambiguous-name';
import { anyRef } from './any-ref';
import { audienceOnlyRole } from './audience-only-role';
import { claimNeverSent } from './claim-never-sent';
import { conditionAlwaysTrue } from './condition-always-true';
import { conditionMissing } from './condition-missing';
import { conditionWithoutTenant } from './condition-without-tenant';
import { constantSubject } from './constant-subject';
import { contradiction } from './contradiction';
import { duplicateKey } from './duplicate-key';
import { foreignAudience } from './foreign-audience';
import { globCrossesSlash } from './glob-crosses-slash';
import { identityProviderControl } from './identity-provider-control';
import { idsLeftOpen } from './ids-left-open';
import { malformedExpression } from './malformed-expression';
import { mappingMismatch } from './mapping-mismatch';
import { missingAudience } from './missing-audience';
import { misspelledIssuer } from './misspelled-issuer';
import { namesWithoutIds } from './names-without-ids';
import { noPermissionsBoundary } from './no-permissions-boundary';
import { noSubject } from './no-subject';
import { numberForText } from './number-for-text';
import { oidcRoleType } from './oidc-role-type';
import { overLongSession } from './over-long-session';
import { overlappingIssuers } from './overlapping-issuers';
import { prefixWithoutSeparator } from './prefix-without-separator';
import { pullRequestSubject } from './pull-request-subject';
import type { Rule } from './rule';
import { sameIdentity } from './same-identity';
import { secondHop } from './second-hop';
import { selfModifyingRole } from './self-modifying-role';
import { severalEnvironments } from './several-environments';
import { staleThumbprint } from './stale-thumbprint';
import { staticKey } from './static-key';
import { subjectNeverSent } from './subject-never-sent';
import { subjectOverLimit } from './subject-over-limit';
import { tooManyCredentials } from './too-many-credentials';
import { unanchoredMatch } from './unanchored-match';
import { undeclaredCombinations } from './undeclared-combinations';
import { unpinnedWorkflow } from './unpinned-workflow';
import { vacuousCondition } from './vacuous-condition';
import { volatileSubject } from './volatile-subject';
import { wholePoolMember } from './whole-pool-member';
import { wildcardAudience } from './wildcard-audience';
import { wildcardInEquality } from './wildcard-in-equality';
import { wildcardOwner } from './wildcard-owner';
import { wildcardPrincipal } from './wildcard-principal';
import { wildcardRepository } from './wildcard-repository';
import { wrongAction } from './wrong-action';
import { wrongIssuerKey } from './wrong-issuer-key';

/** Every rule. Their ids are public contract. */
export const RULES: readonly Rule[] = [
  abusableSubjectClaim,
  administratorPermissions,
  ambiguousName,
  anyRef,
  audienceOnlyRole,
  claimNeverSent,
  conditionAlwaysTrue,
  conditionMissing,
  conditionWithoutTenant,
  constantSubject,
  contradiction,
  duplicateKey,
  foreignAudience,
  globCrossesSlash,
  identityProviderControl,
  idsLeftOpen,
  malformedExpression,
  mappingMismatch,
  missingAudience,
  misspelledIssuer,
  namesWithoutIds,
  noPermissionsBoundary,
  noSubject,
  numberForText,
  oidcRoleType,
  overLongSession,
  overlappingIssuers,
  prefixWithoutSeparator,
  pullRequestSubject,
  sameIdentity,
  secondHop,
  selfModifyingRole,
  severalEnvironments,
  staleThumbprint,
  staticKey,
  subjectNeverSent,
  subjectOverLimit,
  tooManyCredentials,
  unanchoredMatch,
  undeclaredCombinations,
  unpinnedWorkflow,
  vacuousCondition,
  volatileSubject,
  wholePoolMember,
  wildcardAudience,
  wildcardInEquality,
  wildcardOwner,
  wildcardPrincipal,
  wildcardRepository,
  wrongAction,
  wrongIssuerKey,
];
