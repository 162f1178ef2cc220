import * as errors from './errors';
import { countProblem } from './input';
import { STRUCTS } from './known-properties';
import { EXISTING_APPLICATION, EXISTING_IDENTITY } from './shapes';
import { refuse } from '../../private/problem';
import { holdsToken, isToken, withTokensAs } from '../../private/tokens';
import { shapeProblems } from '../../terraform/shape';
import type { ExistingApplicationOptions, IDirectoryApplication } from '../directory-application';
import type { ExistingIdentityOptions, IManagedIdentity } from '../managed-identity';

const IDENTITY_ID = /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/]+$/i;
const APPLICATION_ID = /^\/applications\/[0-9a-fA-F-]{36}$/;

/** A text that no segment of an id is, in the place of a token. */
const UNKNOWN_SEGMENT = '00000000-0000-0000-0000-000000000000';

/** An existing identity, after all that was said of it has been checked. */
export function checkedIdentity(identityId: string, options: ExistingIdentityOptions, struct: 'ExistingIdentityOptions' | 'ManagedIdentityAttributes', path?: string): IManagedIdentity {
  refuse(shapeProblems(options, EXISTING_IDENTITY, STRUCTS, struct), path);
  const { resourceGroupName: given, credentialCount, principalId, clientId } = options;
  const group = segmentOf(identityId, IDENTITY_ID);
  const isReference = isTextToken(identityId);
  refuse([
    isReference || group !== undefined ? undefined : errors.identityIdInvalid(identityId),
    countProblem(credentialCount),
    given === undefined && (isReference || group?.includes(UNKNOWN_SEGMENT)) ? errors.resourceGroupNeeded() : undefined,
    given !== undefined && group !== undefined && !group.includes(UNKNOWN_SEGMENT) && !holdsToken(given) && given.toLowerCase() !== group.toLowerCase()
      ? errors.resourceGroupDiffers(given, group)
      : undefined,
  ], path);
  return { identityId, resourceGroupName: given ?? group!, credentialCount, principalId, clientId };
}

/** An existing application, after all that was said of it has been checked. */
export function checkedApplication(
  applicationId: string, options: ExistingApplicationOptions, struct: 'ExistingApplicationOptions' | 'DirectoryApplicationAttributes', path?: string,
): IDirectoryApplication {
  refuse(shapeProblems(options, EXISTING_APPLICATION, STRUCTS, struct), path);
  const { credentialCount, servicePrincipalObjectId, clientId } = options;
  refuse([
    isTextToken(applicationId) || (typeof applicationId === 'string' && APPLICATION_ID.test(withSegments(applicationId))) ? undefined : errors.applicationIdInvalid(applicationId),
    countProblem(credentialCount),
  ], path);
  return { applicationId, credentialCount, servicePrincipalObjectId, clientId };
}

/** The first group of a pattern of ids; a token stands for one whole segment or a part of it. */
function segmentOf(id: unknown, pattern: RegExp): string | undefined {
  return typeof id === 'string' ? pattern.exec(withSegments(id))?.[1] : undefined;
}

function withSegments(id: string): string {
  return withTokensAs(UNKNOWN_SEGMENT, id);
}

function isTextToken(id: unknown): boolean {
  return typeof id === 'string' && isToken(id);
}
