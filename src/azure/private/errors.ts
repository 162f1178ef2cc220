import { problem, show, showKind } from '../../private/problem';
import { APPLICATION_NAME_MAX, CREDENTIAL_TEXT_MAX, CREDENTIALS_MAX, FlexibleRule } from '../limits';

// Every message of the Azure room.

const FLEXIBLE = 'or trust it on a DeployApplication with \'flexibleWorkloads\', whose expression can test it';

export const noWorkloads = (what: string) =>
  problem('NO_WORKLOADS', `${what}, an identity that trusts nobody cannot be used`, 'name at least one workload, for example GitHubRepository.of("my-org/my-app").environment("production")');

export const notAWorkload = (prop: string, got: unknown) =>
  problem('NOT_A_WORKLOAD', `'${prop}' must be a list of workloads, got ${showKind(got)}`,
    'take one from a repository or project, for example GitHubRepository.of("my-org/my-app").environment("production")');

export const unsupportedClaim = (claim: string, label: string, alternative: string | undefined, flexible: boolean) =>
  problem('UNSUPPORTED_CLAIM', `a federated identity credential reads issuer, subject and audience alone, it cannot test claim ${show(claim)}, asked for by ${show(label)}`,
    [alternative ?? 'leave it out', ...flexible ? [FLEXIBLE] : []].join('; '));

export const pattern = (prefix: string, label: string, flexible: boolean) =>
  problem('PATTERN', `a federated identity credential compares the subject by equality, it cannot test the beginning ${show(prefix)}, asked for by ${show(label)}`,
    ['name each one exactly', ...flexible ? [FLEXIBLE] : []].join('; '));

export const noSubject = (label: string, flexible: boolean) =>
  problem('NO_SUBJECT', `workload ${show(label)} has no subject, and ${flexible ? 'an expression' : 'a federated identity credential'} has to test one`, 'add a ref, for example with branch(name)');

export const notInExpression = (claim: string, issuer: string, label: string, supported: readonly string[], alternative: string | undefined) =>
  problem('UNSUPPORTED_CLAIM', `Entra cannot test claim ${show(claim)} of issuer ${show(issuer)}, asked for by ${show(label)}`,
    `${alternative ?? 'leave it out'}; for this issuer an expression tests ${supported.join(', ')}`);

export const issuerNotFlexible = (issuer: string, label: string) =>
  problem('ISSUER_NOT_FLEXIBLE', `Entra takes no claims matching expression for issuer ${show(issuer)} of ${show(label)}, only for github.com and for GitLab at gitlab.com, gitlab.NAME.com or gitlab.NAME.ca`,
    'trust exact subjects in \'workloads\'');

export const idNeeded = (claims: readonly string[], label: string, remedy: string) =>
  problem('ID_NEEDED', `Entra wants an expression to test ${claims.join(' or ')} beside the subject, which is not known of ${show(label)}`, remedy);

export const quote = (claim: string, value: string, label: string) =>
  problem('QUOTE', `claim ${show(claim)} of ${show(label)} must not contain a single quote in an expression, got ${show(value)}`,
    'Entra documents no way to write one: trust the exact subject in \'workloads\', or use a name without it');

export const textTooLong = (what: string, value: string) =>
  problem('TOO_LONG', `${what} is ${value.length} characters, Azure takes at most ${CREDENTIAL_TEXT_MAX}, got ${show(value)}`,
    'shorten the names that it is made of, or the subject template of the repository');

export const unknownCloud = (got: unknown, known: readonly string[]) =>
  problem('UNKNOWN_CLOUD', `'cloud' ${show(got)} is unknown`, `use one of AzureCloud: ${known.join(', ')}`);

export const audienceInvalid = (got: unknown) =>
  problem('INVALID_AUDIENCE', `audience must be 1 to ${CREDENTIAL_TEXT_MAX} characters without white space, "*" and "?", got ${show(got)}`,
    'leave it out to take the one that Microsoft recommends for the cloud');

export const unknownVersion = (got: unknown, known: readonly string[]) =>
  problem('UNKNOWN_VERSION', `'azurermVersion' ${show(got)} is unknown`, `use one of AzurermVersion: ${known.join(', ')}`);

export const versionsDiffer = (got: string, other: string, path: string) =>
  problem('VERSIONS_DIFFER', `'azurermVersion' is ${show(got)}, but ${show(path)} of the same stack is written for ${show(other)}, and a stack has one azurerm provider version`,
    'pass the same \'azurermVersion\' to both, or put them into two stacks');

export const tooManyCredentials = (total: number, existing: number, paths: readonly string[]) =>
  problem('TOO_MANY_CREDENTIALS', `${total} federated credentials stand on one identity${existing > 0 ? `, ${existing} of them existed before` : ''}, Azure takes at most ${CREDENTIALS_MAX}`
    + (paths.length > 1 ? `; they come from ${paths.map(path => show(path)).join(', ')}` : ''),
  'split the workloads over several identities, or remove credentials that are not used any more; a migrating repository needs two for each subject');

export const sameCredential = (issuer: string, test: string, paths: readonly string[]) =>
  problem('SAME_CREDENTIAL', `${paths.map(path => show(path)).join(' and ')} put the same credential on one identity, issuer ${show(issuer)} with ${show(test)}, which Azure takes once`,
    'trust the workload in one of them');

export const countInvalid = (got: unknown) =>
  problem('INVALID_CREDENTIAL_COUNT', `'credentialCount' must be a whole number from 0 to ${CREDENTIALS_MAX}, got ${show(got)}`,
    'count the federated credentials that the identity has from elsewhere, for example with: az identity federated-credential list, or az ad app federated-credential list');

export const identityIdInvalid = (got: unknown) =>
  problem('INVALID_IDENTITY_ID', `identity id must read /subscriptions/ID/resourceGroups/NAME/providers/Microsoft.ManagedIdentity/userAssignedIdentities/NAME, got ${show(got)}`,
    'copy it from: az identity show --query id');

export const resourceGroupNeeded = () =>
  problem('RESOURCE_GROUP_NEEDED', 'the id of the identity is only known at deployment, and azurerm 4 wants its resource group as well', 'pass \'resourceGroupName\' beside it');

export const resourceGroupDiffers = (got: string, inId: string) =>
  problem('RESOURCE_GROUP_DIFFERS', `'resourceGroupName' is ${show(got)}, but the id of the identity names ${show(inId)}`, 'leave \'resourceGroupName\' out');

export const applicationIdInvalid = (got: unknown) =>
  problem('INVALID_APPLICATION_ID', `application id must read /applications/OBJECT-ID, got ${show(got)}`,
    'take the object id, not the client id: az ad app show --id CLIENT-ID --query id');

export const bothGiven = (first: string, second: string) =>
  problem('BOTH_GIVEN', `'${first}' and '${second}' are both given`, `remove '${second}': it belongs to a new one, and '${first}' means an existing one`);

export const neitherGiven = (missing: readonly string[], existing: string) =>
  problem('MISSING', `${missing.map(name => `'${name}'`).join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`, `a new one needs it; for one that exists pass '${existing}'`);

export const identityNameInvalid = (got: string) =>
  problem('INVALID_IDENTITY_NAME', `name of an identity must be 3 to 128 letters, digits, "-" or "_" and begin with a letter or digit, got ${show(got)}`, 'for example "deploy-my-app-production"');

export const applicationNameInvalid = (got: string) =>
  problem('INVALID_APPLICATION_NAME', `display name must be 1 to ${APPLICATION_NAME_MAX} characters, got ${show(got)}`, 'for example "deploy-my-app-production"');

export const regionUnsupported = (got: string) =>
  problem('UNSUPPORTED_REGION', `identities in ${show(got)} take no federated credential`, 'put the identity into another region, what it may do is not bound to its region');

export const idUnknown = (id: string, what: string) =>
  problem('ID_UNKNOWN', `'${id}' of the existing ${what} is not known`, `pass '${id}' where the ${what} is named, with ${what === 'identity' ? 'ManagedIdentity' : 'DirectoryApplication'}.fromAttributes`);

export const scopeInvalid = (got: string) =>
  problem('INVALID_SCOPE', `scope of a permission must be the id of a management group, subscription, resource group or resource, got ${show(got)}`,
    'for example "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/my-app"');

export const conditionLost = (written: unknown) =>
  problem('CONDITION_LOST', `the condition of a permission comes to ${written === undefined ? 'nothing' : show(written)} in what is written, so that the role would hold without one`,
    'write the condition out, or leave it out where the role is meant without one');

export const permissionWithoutId = (what: string) =>
  problem('PERMISSION_ID', `${show(what)} is only known at deployment, so that it cannot name the assignment`, 'pass \'id\' in the options of the permission');

export const permissionTwice = (id: string) =>
  problem('PERMISSION_ID', `the identity has a permission with id ${show(id)} already`, 'pass another \'id\' in the options of the permission, for example the name of the role with that of the resource group');

/** Said by `evaluate` as a hint, never thrown. */
export const HINTS = {
  audiences: 'a token for several audiences, and what Entra does with it is not documented: request it for one alone',
  whole: 'write the subject whole, or trust the beginning by an expression on an application, a flexible credential',
  matches: 'write the value whole, or compare the subject with matches',
  unresolved: 'is only known at deployment',
  notExpression: 'is not an expression of language version 1: write it as claims[\'name\'] eq \'value\' and …',
  noRule: 'Entra documents no expression for this issuer: trust the exact subject in a credential of its own',
  neither: 'the credential has neither a subject nor an expression: give it one',
} as const;

export const neverRead = (claim: string, supported: readonly string[]) => `Entra never reads the claim ${claim} of this issuer in an expression: test ${supported.join(', ')} instead`;

export const onlyEquality = (claim: string, operator: string) => `Entra compares the claim ${claim} with eq alone, not with ${operator}: write its value whole`;

export const mandatory = ({ oneOf }: FlexibleRule) => `Entra wants an expression to test ${['sub', ...oneOf.length === 0 ? [] : [oneOf.join(' or ')]].join(' and ')}: add what is missing`;
