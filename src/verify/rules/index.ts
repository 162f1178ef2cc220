import { abusableSubjectClaim } from './abusable-subject-claim';
import { anyRef } from './any-ref';
import { claimNeverSent } from './claim-never-sent';
import { contradiction } from './contradiction';
import { foreignAudience } from './foreign-audience';
import { idsLeftOpen } from './ids-left-open';
import { missingAudience } from './missing-audience';
import { namesWithoutIds } from './names-without-ids';
import { noSubject } from './no-subject';
import { prefixWithoutSeparator } from './prefix-without-separator';
import { pullRequestSubject } from './pull-request-subject';
import type { Rule } from './rule';
import { subjectNeverSent } from './subject-never-sent';
import { unpinnedWorkflow } from './unpinned-workflow';
import { vacuousCondition } from './vacuous-condition';
import { volatileSubject } from './volatile-subject';
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
  anyRef,
  claimNeverSent,
  contradiction,
  foreignAudience,
  idsLeftOpen,
  missingAudience,
  namesWithoutIds,
  noSubject,
  prefixWithoutSeparator,
  pullRequestSubject,
  subjectNeverSent,
  unpinnedWorkflow,
  vacuousCondition,
  volatileSubject,
  wildcardAudience,
  wildcardInEquality,
  wildcardOwner,
  wildcardPrincipal,
  wildcardRepository,
  wrongAction,
  wrongIssuerKey,
];
