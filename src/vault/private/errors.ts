import { problem, show, showKind, whole } from '../../private/problem';
import { TOKEN_TTL } from '../limits';

// Every message of the Vault room.

export const noWorkloads = () =>
  problem('NO_WORKLOADS', '\'workloads\' is empty, a role that trusts nobody cannot be logged in to', 'name at least one workload, for example GitHubRepository.of("my-org/my-app").environment("production")');

export const notAWorkload = (got: unknown) =>
  problem('NOT_A_WORKLOAD', `'workloads' must be a list of workloads, got ${showKind(got)}`,
    'take one from a repository or project, for example GitHubRepository.of("my-org/my-app").environment("production")');

export const wrongIssuer = (label: string, issuer: string, backend: string) =>
  problem('WRONG_ISSUER', `workload ${show(label)} is of issuer ${show(issuer)}, but the auth backend takes tokens of ${show(backend)} alone`,
    'define a JwtAuthBackend for that issuer and a role on it');

export const noSubject = (label: string) =>
  problem('NO_SUBJECT', `workload ${show(label)} has neither a subject nor a further claim, a role bound to an audience alone lets every job of the issuer in`, 'name the job, for example with branch(name) or environment(name)');

export const notOneRole = (labels: readonly string[]) =>
  problem('NOT_ONE_ROLE', `workloads ${labels.map(show).join(' and ')} differ in more than one claim, one Vault role would also admit combinations that none of them declares`,
    'make one role each');

export const valueNotInClaims = (claim: string, value: string, label: string, remedy: string) =>
  problem('VALUE_NOT_IN_CLAIMS', `claim ${show(claim)} of ${show(label)} has the value ${show(value)}, and the Terraform provider splits a bound claim at "," and trims spaces off its parts`, remedy);

export const audienceInvalid = (audience: unknown) =>
  problem('INVALID_AUDIENCE', `audience must be a text without "*", "?", ",", spaces and control characters, got ${show(audience)}`, 'pass an audience that only this Vault uses, for example "https://vault.example.com"');

export const audienceOfOthers = (audience: string, whose: string) =>
  problem('AUDIENCE_OF_OTHERS', `audience ${show(audience)} is one of ${whose}, a token made for one party could be replayed at the other`,
    'pass an audience that only this Vault uses, for example "https://vault.example.com"');

export const roleNameInvalid = (name: unknown) =>
  problem('INVALID_ROLE_NAME', `roleName must be lower-case letters, digits, "_", "-" and "." and neither begin nor end with "-" or ".", got ${show(name)}`,
    typeof name === 'string' && /[A-Z]/.test(name) ? `Vault lower-cases role names, write ${whole(name.toLowerCase())}` : 'for example "my-app-production"');

export const roleNameTwice = (name: string, path: string) =>
  problem('ROLE_NAME_TWICE', `roleName ${show(name)} is taken on this auth backend by ${show(path)}, the second role would overwrite the first`, 'choose another name');

export const pathTwice = (mount: string, path: string) =>
  problem('PATH_TWICE', `path ${show(mount)} is taken in this stack by ${show(path)}`, 'use that auth backend, or set another path');

export const pathInvalid = (what: string, path: unknown) =>
  problem('INVALID_PATH', `${what} must be letters, digits, "_", "-", "." and single "/" between them, got ${show(path)}`, 'write it without a slash at either end, for example "jwt-github"');

export const secretPathInvalid = (path: unknown) =>
  problem('INVALID_SECRET_PATH', `a path of a secret must be one exact path without "*", "+", braces, quotes, backslashes and a slash at either end, got ${show(path)}`, 'name each secret, for example "app/config"');

export const authPrefix = (path: string) =>
  problem('INVALID_PATH', `path ${show(path)} begins with "auth/", which stands before every mount of an auth backend and is no part of where it is mounted`,
    `write ${show(path.replace(/^auth\//, ''))}`);

export const dataSegment = (path: string) =>
  problem('DATA_SEGMENT', `path ${show(path)} begins with the "data/" that a KV version 2 mount has in its API alone, it would be written twice`, `write ${whole(path.replace(/^data\//, ''))}, set kvVersion to KvVersion.V1 if the mount is of version 1, or set storedBelowData if the secret truly stands below "data/"`);

export const noPaths = () =>
  problem('NO_PATHS', '\'paths\' is empty, a policy without a path lets nobody read anything', 'name at least one secret, for example "app/config"');

export const policyNameInvalid = (name: unknown) =>
  problem('INVALID_POLICY_NAME', `policyName must be lower-case letters, digits, "_", "-" and "." and neither "root" nor "default", got ${show(name)}`, 'for example "my-app-read"');

export const kvVersionInvalid = (version: unknown) =>
  problem('INVALID_KV_VERSION', `kvVersion must be one of KvVersion, got ${show(version)}`, 'write KvVersion.V1 or KvVersion.V2');

export const ttlInvalid = (seconds: unknown) =>
  problem('INVALID_TTL', `tokenTtlSeconds must be a whole number of seconds from ${TOKEN_TTL.min} to ${TOKEN_TTL.max}, got ${show(seconds)}`, `leave it out for ${TOKEN_TTL.default}`);

export const tokenTypeInvalid = (type: unknown, known: readonly string[]) =>
  problem('INVALID_TOKEN_TYPE', `tokenType must be one of ${known.map(show).join(', ')}, got ${show(type)}`, 'write a member of TokenType');

export const userClaimInvalid = (claim: unknown) =>
  problem('INVALID_USER_CLAIM', `userClaim must be the name of a claim, got ${show(claim)}`, 'for example "repository_id" on GitHub and "project_id" on GitLab');

export const userClaimUnknown = (label: string, claims: readonly string[]) =>
  problem('USER_CLAIM_UNKNOWN', `tokens of ${show(label)} carry none of ${claims.join(', ')}, by which Vault would name the entity`, 'set userClaim to a claim that every such token carries as a text and that has few values');

export const algorithmsInvalid = (algorithms: unknown, known: readonly string[]) =>
  problem('INVALID_ALGORITHMS', `algorithms must be at least one of ${known.join(', ')}, got ${show(algorithms)}`, 'leave it out for RS256, with which GitHub and GitLab sign');

export const keysUrlInvalid = (url: unknown) =>
  problem('INVALID_KEYS_URL', `the URL of the keys must begin with https://, got ${show(url)}: whoever can change them on the way can sign tokens`, 'serve them over https, or hand the keys over with SigningKeys.publicKeys([...])');

export const publicKeyInvalid = (key: unknown) =>
  problem('INVALID_PUBLIC_KEY', `a public key must be PEM that begins with -----BEGIN PUBLIC KEY-----, got ${show(key)}`, 'convert it, for example with openssl pkey -pubin -in key.pem');

export const noKeys = () =>
  problem('NO_KEYS', 'the list of public keys is empty, no token could be checked', 'pass the keys with which the issuer signs, or leave keys out to have Vault fetch them');
