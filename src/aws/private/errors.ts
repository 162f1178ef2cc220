import { problem, show, showKind } from '../../private/problem';
import { PROVIDER, ROLE_DESCRIPTION_MAX, ROLE_NAME, ROLE_PATH, SESSION_SECONDS, TAGS, TRUST_POLICY_QUOTA } from '../limits';

// Every message of the AWS room.

export const noWorkloads = () =>
  problem('NO_WORKLOADS', '\'workloads\' is empty, a role that trusts nobody cannot be assumed', 'name at least one workload, for example GitHubRepository.of("my-org/my-app").environment("production")');

export const notAWorkload = (got: unknown) =>
  problem('NOT_A_WORKLOAD', `'workloads' must be a list of workloads, got ${showKind(got)}`,
    'take one from a repository or project, for example GitHubRepository.of("my-org/my-app").environment("production")');

export const reasonNowhere = (label: string) =>
  problem('REASON_NOWHERE', `workload ${show(label)} is wider than exact subjects, and a WorkloadPrincipal has no template metadata to write its reason into`,
    'trust it with a DeployRole');

export const providerWithoutIssuer = () =>
  problem('WRONG_ISSUER', 'a provider is given that does not know its issuer', 'import it with fromAccount, fromGitHubOidcProviderArn, fromGitLabOidcProviderArn or OidcProvider.fromProviderArn');

export const thumbprintsDiffer = (issuer: string, path: string) =>
  problem('THUMBPRINTS_DIFFER', `the provider of ${show(issuer)} at ${show(path)} was defined with other thumbprints`, 'name them where it is defined');

export const unsupportedClaim = (claim: string, issuer: string, label: string, supported: readonly string[], alternative: string | undefined) =>
  problem('UNSUPPORTED_CLAIM', `AWS cannot test claim ${show(claim)} of issuer ${show(issuer)}, asked for by ${show(label)}, a condition on it would never match`,
    `${alternative ?? 'leave it out'}; for this issuer AWS tests ${supported.length > 0 ? `sub, aud, ${supported.join(', ')}` : 'sub and aud only'}`);

export const noSubject = (label: string) =>
  problem('NO_SUBJECT', `workload ${show(label)} has no subject, and IAM refuses a trust that does not test one`, 'add a ref, for example with branch(name)');

export const notLatin1 = (what: string, value: string, character: string) =>
  problem('NOT_LATIN1', `${what} ${show(value)} holds ${show(character)} (U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}), a trust policy takes Latin-1 only`,
    'use a name without that character, it cannot be trusted on AWS');

export const dynamicReference = (what: string, got: string) =>
  problem('DYNAMIC_REFERENCE', `${what} ${show(got)} holds "{{resolve:", which CloudFormation replaces at deployment`, 'use a name without it, it cannot be trusted exactly on AWS');

export const wildcardInTrust = (what: string, got: string) =>
  problem('WILDCARD', `${what} ${show(got)} holds "*" or "?"`, 'make workloads with GitHubRepository, GitLabProject or GitLabGroup, and do not change them afterwards');

export const patternWithoutReason = (label: string) =>
  problem('REASON_MISSING', `workload ${show(label)} is wider than exact subjects and gives no reason`, 'make it with the call that names the risk, for example anyJob({ reason })');

export const resourceRemoved = () =>
  problem('TRUST_CHANGED', 'the role\'s own resource was taken out of the tree', 'leave it in, or use an iam.Role with a WorkloadPrincipal');

export const typeChanged = (type: unknown) =>
  problem('TRUST_CHANGED', `the role's resource is of type ${show(type)} in the template, and of a role alone the trust is known`, 'take the override out, or use an iam.Role with a WorkloadPrincipal');

export const macroInRole = () =>
  problem('TRUST_CHANGED', 'the role holds "Fn::Transform", and a macro can write another trust policy at deployment', 'take it out, or use an iam.Role with a WorkloadPrincipal');

export const macroInStack = (name: string, id: string) =>
  problem('TRUST_CHANGED', `the stack hands its template to the macro ${show(name)}, which can write another trust policy at deployment`,
    `put the role into a stack without it, or acknowledge the macro with acknowledgeTrustChange(${show(id)}, reason)`);

export const reasonsRemoved = (expected: unknown) =>
  problem('REASONS_REMOVED', `the reasons ${show(expected)} were taken out of the template's metadata`, 'add metadata with addMetadata(key, value) instead of replacing it');

export const audienceInvalid = (audience: unknown) =>
  problem('INVALID_AUDIENCE', `audience must be 1 to ${PROVIDER.audience} characters without "*", "?", "\${" and what is not Latin-1, got ${show(audience)}`, 'pass what the job asks for, for example "sts.amazonaws.com"');

export const audienceLost = (written: unknown) =>
  problem('AUDIENCE_LOST', `the audience comes to ${written === undefined ? 'nothing' : show(written)} in the template, so that the trust would not test one audience that is known to be there`,
    'pass a literal, or a reference to a parameter, an import or an attribute');

export const tokenNotResolved = (what: string, text: string) =>
  problem('TOKEN_NOT_RESOLVED', `'${what}' holds a token that AWS CDK does not resolve, and writes to the letter, got ${show(text)}`, 'use tokens of AWS CDK alone, and do not cut or change them');

export const listUnresolved = (what: string) =>
  problem('LIST_NOT_KNOWN', `'${what}' is a list that is unknown until deployment, so that nothing in it can be checked`, 'write the list, its elements may be references');

export const audienceNotOnProvider = (audience: string, issuer: string, audiences: readonly string[]) =>
  problem('AUDIENCE_NOT_ON_PROVIDER', `audience ${show(audience)} is not registered on the provider of ${show(issuer)}, it takes ${audiences.map(a => show(a)).join(', ')}`,
    'add it to the audiences of the provider, or set audience to one of them');

export const noProviders = () =>
  problem('WRONG_ISSUER', '\'providers\' is no list, or an empty one', 'leave it out to mean the account\'s own provider, or pass the provider of each issuer');

export const issuerWithoutProvider = (issuer: string, label: string, given: readonly string[]) =>
  problem('WRONG_ISSUER', `workload ${show(label)} is of issuer ${show(issuer)}, but the providers given are of ${given.map(i => show(i)).join(', ')}`,
    'pass the provider of that issuer, or leave \'providers\' out to mean the account\'s own');

export const providerWithoutWorkload = (issuer: string) =>
  problem('WRONG_ISSUER', `the provider of ${show(issuer)} is given, but no workload is of that issuer`, 'remove the provider or add the workload');

export const providerTwice = (issuer: string) =>
  problem('PROVIDER_TWICE', `two providers of ${show(issuer)} are given`, 'an account has one provider an issuer: pass one');

export const providerOfOtherAccount = (issuer: string, provider: string, role: string) =>
  problem('PROVIDER_OF_OTHER_ACCOUNT', `the provider of ${show(issuer)} is in account ${show(provider)} and the role in ${show(role)}: a job could never assume it, since AWS looks for the provider in the account of the role`,
    'define the provider in the account of the role, or leave \'providers\' out to mean the account\'s own');

export const quotaInvalid = (quota: number) =>
  problem('INVALID_QUOTA', `'trustPolicyQuota' must be a whole number from ${TRUST_POLICY_QUOTA.default} to ${TRUST_POLICY_QUOTA.raised}, got ${show(quota)}`,
    'pass what Service Quotas shows for the account (L-C07B4B0D)');

export const trustTooLong = (length: number, quota: number) =>
  problem('TRUST_TOO_LONG', `trust policy is ${length} characters, at most ${quota} are allowed`,
    quota < TRUST_POLICY_QUOTA.raised
      ? `split the workloads over several roles, or have quota L-C07B4B0D raised (to ${TRUST_POLICY_QUOTA.raised} at most) and set 'trustPolicyQuota'`
      : 'split the workloads over several roles');

export const trustChanged = (id: string, added: readonly string[], missing: readonly string[]) =>
  problem('TRUST_CHANGED', [
    'the trust policy is not the one that was declared',
    ...added.map(statement => `, added ${statement}`),
    ...missing.map(statement => `, missing ${statement}`),
  ].join(''), `remove the change, or acknowledge exactly this one with acknowledgeTrustChange(${show(id)}, reason)`);

export const ackUnused = (id: string) =>
  problem('ACKNOWLEDGEMENT_UNUSED', `${show(id)} is acknowledged, but the trust policy has no such change`, 'remove acknowledgeTrustChange, or correct its id');

export const roleNameInvalid = (name: string) =>
  problem('INVALID_ROLE_NAME', `role name must be 1 to ${ROLE_NAME.max} letters, digits or +=,.@_-, got ${show(name)}`, 'shorten it or replace the character, or leave the name out');

export const roleNameTwice = (name: string, other: string) =>
  problem('ROLE_NAME_TWICE', `role name ${show(name)} is taken by ${show(other)}, names are unique in an account whatever their letter case`, 'give each role its own name, or leave the names out');

export const pathInvalid = (path: string) =>
  problem('INVALID_PATH', `path must begin and end with "/" and be at most ${ROLE_PATH.max} characters, got ${show(path)}`, 'for example "/ci/"');

export const descriptionTooLong = (description: string) =>
  problem('INVALID_DESCRIPTION', `description is ${description.length} characters, at most ${ROLE_DESCRIPTION_MAX} are allowed, got ${show(description)}`, 'shorten it');

export const sessionInvalid = (seconds: number) =>
  problem('INVALID_SESSION', `'maxSessionDuration' must be one to twelve hours (${SESSION_SECONDS.min} to ${SESSION_SECONDS.max} seconds), got ${seconds} seconds`,
    'for example Duration.hours(1); a job may always ask for less');

export const sessionUnresolved = () =>
  problem('INVALID_SESSION', "'maxSessionDuration' is unknown until deployment, and AWS CDK takes it for a number out of range", 'write it, for example Duration.hours(1); a job may always ask for less');

export const tagInvalid = (key: string, value: string) =>
  problem('INVALID_TAG', `tag key must be 1 to ${TAGS.key} characters not beginning with "aws:", its value at most ${TAGS.value}, got ${show(key)}: ${show(value)}`, 'shorten it');

export const tooManyTags = (count: number) =>
  problem('INVALID_TAG', `${count} tags are given, at most ${TAGS.max} are allowed`, 'remove some');

export const notAPolicyPrincipal = () =>
  problem('NOT_A_POLICY_PRINCIPAL', 'a WorkloadPrincipal stands for several statements and cannot be put into one, nor carry further conditions',
    'pass it as \'assumedBy\' of a role, and narrow the workload itself');

export const providerUrlInvalid = (url: string, rule: string) =>
  problem('INVALID_PROVIDER', `issuer ${show(url)} cannot be registered with IAM: it ${rule}`, 'use an issuer that IAM can reach on the standard port by a plain path');

export const audiencesInvalid = (count: number) =>
  problem('INVALID_PROVIDER', `'audiences' holds ${count}, 1 to ${PROVIDER.audiences} different ones are allowed`, 'list each audience that jobs ask for once');

export const thumbprintsInvalid = (got: readonly string[]) =>
  problem('INVALID_PROVIDER', `'thumbprints' must be 1 to ${PROVIDER.thumbprints} SHA-1 sums of 40 hexadecimal digits, got ${show(got)}`,
    'leave them out: IAM ignores them wherever a public authority has signed the issuer\'s certificate');

export const providerExists = (issuer: string, path: string) =>
  problem('PROVIDER_EXISTS', `the stack already defines the provider of ${show(issuer)} at ${show(path)}`, 'share it, or ask for it with inStack(scope)');

export const providerExistsInAccount = (issuer: string, account: string, path: string) =>
  problem('PROVIDER_EXISTS', `account ${show(account)} already gets the provider of ${show(issuer)} at ${show(path)}, and has room for one`, 'define it once and use fromAccount(scope, id) elsewhere');

export const audiencesDiffer = (issuer: string, missing: readonly string[], path: string) =>
  problem('AUDIENCES_DIFFER', `the provider of ${show(issuer)} at ${show(path)} does not take audience ${missing.map(a => show(a)).join(', ')}`, 'name all audiences where it is defined');

export const arnInvalid = (arn: unknown) =>
  problem('INVALID_ARN', `provider ARN must read arn:PARTITION:iam::ACCOUNT:oidc-provider/ISSUER, got ${show(arn)}`, 'copy it from IAM, or use fromAccount(scope, id)');

export const arnOfOtherIssuer = (arn: string, issuer: string) =>
  problem('WRONG_ISSUER', `provider ARN ${show(arn)} is not that of issuer ${show(issuer)}`, 'pass the issuer that the provider was made for');

export const issuerNeeded = () =>
  problem('ISSUER_NEEDED', 'the provider ARN is unknown until deployment, and no issuer is given', 'pass the issuer that the provider was made for as the last argument');

export const arnWritten = (written: unknown, issuer: string) =>
  problem('WRONG_ISSUER', `the provider ARN comes to ${written === undefined ? 'nothing' : show(written)} in the template, which is not the ARN of a provider of ${show(issuer)}`,
    'pass the ARN of the provider that was made for that issuer');

export const accountInvalid = (account: unknown) =>
  problem('INVALID_ACCOUNT', `account must be 12 digits, got ${show(account)}`, 'write the account id as a string, or pass one reference to it');

export const regionInvalid = (region: unknown) =>
  problem('INVALID_REGION', `region must read like "eu-west-1", got ${show(region)}`, 'name each region that is deployed to');

export const regionsMissing = (account: string) =>
  problem('INVALID_REGION', `no region is named for account ${show(account)}`, 'name each region that is deployed to');

export const qualifierInvalid = (qualifier: unknown) =>
  problem('INVALID_QUALIFIER', `bootstrap qualifier must be 1 to 10 letters, digits, "-" or "_", got ${show(qualifier)}`, 'pass the qualifier that cdk bootstrap was run with');

export const noRoles = (repository: string) =>
  problem('NO_ENVIRONMENTS', `neither 'environments' nor 'services' names an environment of ${show(repository)}`, 'name at least one environment');

export const environmentTwice = (name: string) =>
  problem('ENVIRONMENT_TWICE', `environment ${show(name)} is named twice`, 'name it once; names are the same whatever their letter case, and "/" counts as "--"');

export const serviceTwice = (name: string) =>
  problem('SERVICE_TWICE', `service ${show(name)} is named twice`, 'name it once');

export const serviceInvalid = (name: string) =>
  problem('INVALID_SERVICE', `service name must be letters, digits, "-", "_" or ".", got ${show(name)}`, 'it becomes part of construct ids and role names');

export const workflowsTwice = (service: string, environment: string) =>
  problem('BOTH_GIVEN', `'workflows' are given for service ${show(service)} and for its environment ${show(environment)}`,
    'name them at the service, or at each of its environments');

export const sameIdentity = (first: string, second: string, subject: string) =>
  problem('SAME_IDENTITY', `${show(first)} and ${show(second)} overlap, both trust ${show(subject)}, and a job chooses its role itself`,
    'give each service its own environments, or its own reusable workflow');

export const unknownRole = (name: string, known: readonly string[]) =>
  problem('UNKNOWN_ROLE', `no role was declared for ${show(name)}`, `declared are ${known.map(k => show(k)).join(', ')}`);

export const namingPlaceholder = (pattern: string, placeholder: string, known: readonly string[]) =>
  problem('INVALID_NAMING', `role naming ${show(pattern)} has the unknown placeholder ${show(placeholder)}`, `use ${known.join(', ')}`);

export const namingToken = (pattern: unknown) =>
  problem('INVALID_NAMING', `role naming ${show(pattern)} holds a token, and names that it would give cannot be compared`, 'write it to the letter');

export const namingIncomplete = (pattern: string) =>
  problem('INVALID_NAMING', `role naming ${show(pattern)} lacks {environment}, every environment would get the same name`, 'for example "deploy-{repository}-{environment}"');

export const stackWithoutApp = (path: string) =>
  problem('STACK_WITHOUT_APP', `stack ${show(path)} stands in no app, so that it cannot be synthesised`, 'make it with new cdk.Stack(new cdk.App(), …)');

export const reviewWithoutApp = (path: string) =>
  problem('STACK_WITHOUT_APP', `${show(path)} stands in no app, so that nothing is ever synthesised that could be judged`, 'attach the review to the app');
