import { problem, show, showKind, whole } from '../../private/problem';
import { ACCOUNT_ID, AUDIENCES, CONDITION_MAX, DESCRIPTION_MAX, DISPLAY_NAME_MAX, ID, JWK_KEYS, MAPPING, PRINCIPALS } from '../limits';

// Every message of the Google Cloud room.

const A_WORKLOAD = 'for example GitHubRepository.of("my-org/my-app").environment("production")';

export const noWorkloads = () =>
  problem('NO_WORKLOADS', '\'workloads\' is empty, nobody could ever get in', `name at least one workload, ${A_WORKLOAD}`);

export const noSubject = (label: string) =>
  problem('NO_SUBJECT', `workload ${show(label)} has neither a subject nor a further claim, no member could tell its jobs from others`, 'name the job, for example with branch(name) or environment(name)');

export const notAWorkload = (got: unknown) =>
  problem('NOT_A_WORKLOAD', `'workloads' must be a list of workloads, got ${showKind(got)}`, `take one from a repository or project, ${A_WORKLOAD}`);

export const notAProvider = (got: unknown) =>
  problem('NOT_A_PROVIDER', `'provider' must be a provider of a pool, got ${showKind(got)}`,
    'define a GitHubProvider, GitLabProvider or OidcProvider, or name an existing one with WorkloadIdentityProvider.fromAttributes');

export const invalidId = (what: string, got: unknown) =>
  problem('INVALID_POOL_ID', `${what} must be ${ID.min} to ${ID.max} characters of a to z, 0 to 9 and "-" and must not begin with "${ID.reserved}", got ${show(got)}`, 'for example "ci-production"');

export const invalidPoolName = (got: string) =>
  problem('INVALID_POOL_NAME', `pool name must read projects/NUMBER/locations/global/workloadIdentityPools/ID with the number of the project, got ${show(got)}`,
    'take the attribute "name" of the pool, not its "id", which carries the id of the project and matches no principal');

export const poolIdMissing = (got: string) =>
  problem('INVALID_POOL_NAME', `pool name ${show(got)} is only known at deployment, and the id of the pool with it`, 'pass \'poolId\' beside it');

export const poolIdDiffers = (given: string, found: string) =>
  problem('INVALID_POOL_NAME', `'poolId' is ${show(given)}, but the pool name is that of pool ${show(found)}`, 'leave \'poolId\' out where the name is literal, or correct it');

export const settingsUnresolved = (property: string) =>
  problem('CONDITION_REJECTS', `'${property}' of the existing provider is only known at deployment, so that nobody can try at synth whom it admits`, 'write out what the provider has');

export const textTooLong = (what: string, got: string) =>
  problem('INVALID_TEXT', `'${what}' is ${got.length} characters, at most ${what === 'displayName' ? DISPLAY_NAME_MAX : DESCRIPTION_MAX} are allowed, got ${show(got)}`, 'shorten it');

export const audiencesInvalid = (got: unknown) =>
  problem('INVALID_AUDIENCE', `'allowedAudiences' must be 1 to ${AUDIENCES.max} texts of 1 to ${AUDIENCES.length} characters, got ${show(got)}`, 'leave it out to take Google\'s own audience');

export const jwksInvalid = (got: string, rule: string) =>
  problem('INVALID_JWKS', `'jwksJson' ${rule}, got ${show(got)}`, `pass what the issuer serves as its jwks_uri, each key with ${JWK_KEYS.join(', ')} only`);

export const secondIssuer = (pool: string, first: string, second: string) =>
  problem('POOL_HAS_ISSUER', `pool ${show(pool)} takes tokens of ${show(first)} already, it cannot take those of ${show(second)} as well: a member names pool and subject but not the issuer, and either could mint the subjects of the other`,
    'define a second pool for the second issuer');

export const perhapsSecondIssuer = (pool: string, first: string, firstPath: string, second: string, secondPath: string) =>
  problem('POOL_HAS_ISSUER', `pool ${show(pool)} takes tokens of ${show(first)} at ${show(firstPath)} and of ${show(second)} at ${show(secondPath)}, and nothing says that these are two pools: either issuer could mint the subjects of the other`,
    'name the project of both, by its id: \'project\' of WorkloadIdentityPool and of fromAttributes; if it is one pool, define a second one for the second issuer');

export const wrongIssuer = (label: string, issuer: string, provider: string) =>
  problem('WRONG_ISSUER', `workload ${show(label)} is of issuer ${show(issuer)}, but the provider is of ${show(provider)}`, 'pass the provider of that issuer');

export const wrongSource = (what: string, issuer: string, provider: string) =>
  problem('WRONG_ISSUER', `${what} is of issuer ${show(issuer)}, but the provider is of ${show(provider)}`, 'set \'issuer\' on both to the same');

export const noTenant = (issuer: string, api: string) =>
  problem('NO_TENANT', `the provider of ${show(issuer)} knows nobody to admit, its condition would be empty and admit every tenant of the issuer`,
    `name ${api}, or define a DeployServiceAccount or DirectAccess that uses the provider`);

export const invalidTenantClaim = (claim: string, got: unknown) =>
  problem('INVALID_CLAIM', `tenant claim ${show(claim)} must be a name of a to z, 0 to 9 and "_" that begins neither with exact_ nor starts_, with at least one exact value, got ${show(got)}`, 'for example { organization_id: ["1234"] }');

export const extraMappingInvalid = (name: string, got: unknown) =>
  problem('INVALID_MAPPING', `extra mapping ${show(name)} must be a name of a to z, 0 to 9 and "_" that begins neither with exact_ nor starts_, with an expression of CEL, got ${show(got)}`,
    'for example { repository: "assertion.repository" }');

export const mappingLocksOut = (name: string, got: string, label: string) =>
  problem('INVALID_MAPPING', `extra mapping ${show(name)} from ${show(got)} comes to no text for a token of workload ${show(label)}, which Google would refuse for it`,
    'read a claim that a token may lack behind has(): has(assertion.environment) ? assertion.environment : "-"');

export const mappingTaken = (name: string, got: string, needed: string) =>
  problem('INVALID_MAPPING', `extra mapping ${show(name)} is ${show(got)}, but the trust maps it from ${whole(needed)}`, 'leave it out, or give the other one another name');

export const tooManyAttributes = (got: number) =>
  problem('TOO_MANY_ATTRIBUTES', `the provider maps ${got} attributes, at most ${MAPPING.attributes} are allowed`, 'use a second provider and pool: each set of claims and each prefix takes one attribute');

export const expressionTooLong = (name: string, length: number) =>
  problem('MAPPING_TOO_LONG', `the mapping of ${show(name)} is ${length} characters, at most ${MAPPING.expression} are allowed`, 'constrain fewer claims, or choose a shorter prefix');

export const conditionTooLong = (length: number) =>
  problem('CONDITION_TOO_LONG', `the attribute condition is ${length} characters, at most ${CONDITION_MAX} are allowed`, 'split the owners or projects over several pools');

export const valueTooLong = (principal: string, bytes: number) =>
  problem('ATTRIBUTE_TOO_LONG', `the member ${show(principal)} asks for a value of ${bytes} bytes, all mapped attributes of a token are at most ${MAPPING.bytes}`, 'constrain fewer claims');

export const mappedTooLong = (label: string, bytes: number, attributes: number) =>
  problem('ATTRIBUTE_TOO_LONG', `the ${attributes} mapped attributes of the provider come to ${bytes} bytes for a token of workload ${show(label)}, at most ${MAPPING.bytes} are allowed`,
    'use a second provider and pool for some of the workloads: each set of claims takes one attribute, which repeats the subject');

export const tooManyPrincipals = (got: number) =>
  problem('TOO_MANY_PRINCIPALS', `the workloads take ${got} members, an allow policy has room for ${PRINCIPALS}`, 'split the workloads over several service accounts');

export const mappingMissing = (name: string, expected: string, found: string | undefined) =>
  problem('MAPPING_DIFFERS', `the existing provider maps ${show(name)} ${found === undefined ? 'from nothing' : `from ${show(found)}`}, the workloads need it mapped from ${whole(expected)}`,
    'add this mapping to the provider and to its attributes here');

export const conditionMissing = (issuer: string) =>
  problem('CONDITION_MISSING', `the existing provider of ${show(issuer)} has no attribute condition, so it takes the tokens of every tenant of the issuer`, 'add one, for example assertion.repository_owner_id == "123456"');

export const conditionRejects = (condition: string, label: string, outcome: string) =>
  problem('CONDITION_REJECTS', `the condition ${show(condition)} of the existing provider answers ${outcome} to a token of workload ${show(label)}`, 'let the condition admit it, or use another provider');

export const conditionVacuous = (condition: string) =>
  problem('CONDITION_VACUOUS', `the condition ${show(condition)} of the existing provider admits tokens of strangers`, 'compare an id of the owner or project, for example assertion.repository_owner_id == "123456"');

export const accountEitherOr = (got: 'both' | 'neither') =>
  problem('SERVICE_ACCOUNT', got === 'both' ? '\'accountId\' and \'serviceAccount\' are both given' : 'neither \'accountId\' nor \'serviceAccount\' is given',
    'set accountId to define a service account, or serviceAccount to one that is there, named with ServiceAccount.fromName');

export const notForExisting = (prop: string) =>
  problem('SERVICE_ACCOUNT', `'${prop}' does not apply to an existing service account`, 'set it where the account is defined');

export const accountIdInvalid = (got: string) =>
  problem('INVALID_ACCOUNT_ID', `'accountId' must be 6 to 30 characters of a to z, 0 to 9 and "-", begin with a letter and not end with "-" (${ACCOUNT_ID.source}), got ${show(got)}`, 'for example "deploy-production"');

export const serviceAccountNameInvalid = (got: string) =>
  problem('INVALID_SERVICE_ACCOUNT', `'serviceAccountName' must read projects/PROJECT/serviceAccounts/EMAIL, got ${show(got)}`, 'take the attribute "name" of the service account');

export const emailDiffers = (email: string, name: string) =>
  problem('INVALID_SERVICE_ACCOUNT', `'email' is ${show(email)}, but the service account is ${show(name)}`, 'leave it out, the name holds it');

export const projectMissing = (role: string) =>
  problem('PROJECT_MISSING', `role ${show(role)} is given, but not the project on which it is granted`, 'set \'project\' to the id of the project');

export const bucketInvalid = (got: unknown) =>
  problem('INVALID_RESOURCE', `'bucket' must be the name of a bucket, 3 to 222 characters of a to z, 0 to 9, "-", "_" and ".", got ${show(got)}`, 'for example "my-assets", without "gs://"');

export const secretInvalid = (got: unknown) =>
  problem('INVALID_RESOURCE', `'secretId' must be the id of a secret, letters, digits, "-" and "_", or its name projects/PROJECT/secrets/ID, got ${show(got)}`, 'for example "registry-token"');

export const projectInvalid = (got: unknown) =>
  problem('INVALID_PROJECT', `'project' must be the id of a project, got ${show(got)}`, 'for example "my-project"');

export const roleInvalid = (got: string) =>
  problem('INVALID_ROLE', `${show(got)} is not the name of a role`, 'write roles/NAME, projects/ID/roles/NAME or organizations/NUMBER/roles/NAME');

export const noPermissions = () =>
  problem('NO_ROLES', 'direct access has no permission, and nobody grants its members anything', 'name \'permissions\', for example [Permission.onBucket("my-assets", "roles/storage.objectUser")]');

export const noDirectAccess = (role: string, product: string) =>
  problem('NO_DIRECT_ACCESS', `role ${show(role)} is of ${product}, which does not take federated principals`, 'use a DeployServiceAccount and give the role to its service account');
