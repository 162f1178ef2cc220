import { problem, show, whole } from '../../private/problem';

// Every message of the identity room.

export const notText = (what: string, got: unknown) =>
  problem('NOT_TEXT', `${what} must be a string, got ${show(got)}`, 'pass the literal text');

export const empty = (what: string) =>
  problem('EMPTY', `${what} is empty`, 'name it in full, or leave the option out where it is optional');

export const tooLong = (what: string, got: string, max: number) =>
  problem('TOO_LONG', `${what} is ${[...got].length} characters, at most ${max} are allowed, got ${show(got)}`, 'check the name, the issuer could never send it');

export const frameworkToken = (what: string, got: unknown) =>
  problem('TOKEN_IN_IDENTITY', `${what} must be known at synth, got the framework token ${show(got)}`,
    'write the literal name: an exact trust cannot be proven on a value that is only known at deployment');

export const terraformTemplate = (what: string, got: unknown) =>
  problem('TOKEN_IN_IDENTITY', `${what} must be known at synth, got ${show(got)}, which Terraform would evaluate`,
    'write the literal name: an exact trust cannot be proven on a value that is only known at deployment');

export const wildcard = (what: string, got: string) =>
  problem('WILDCARD', `${what} must not contain "*" or "?", got ${show(got)}`,
    'name each one exactly; where a pattern is meant, there is a call that says so, for example environmentsStartingWith(prefix, { reason })');

export const controlCharacter = (what: string, got: string) =>
  problem('CONTROL_CHARACTER', `${what} must not contain control, line-breaking, direction-changing or malformed characters, got ${show(got)}`,
    'remove the character that is shown as an escape');

export const invalidFullName = (got: string) =>
  problem('INVALID_REPOSITORY', `repository must be written owner/name, got ${show(got)}`, 'for example GitHubRepository.of("my-org/my-app")');

export const invalidOwner = (got: string) =>
  problem('INVALID_OWNER', `repository owner may hold ASCII letters, digits, "-" and "_" only, got ${show(got)}`, 'write the owner as GitHub shows it in the address of the repository');

export const invalidRepositoryName = (got: string) =>
  problem('INVALID_REPOSITORY', `repository name may hold ASCII letters, digits, ".", "-" and "_" only, and is neither "." nor "..", got ${show(got)}`,
    'write the name as GitHub shows it in the address of the repository');

export const invalidId = (what: string, got: unknown) =>
  problem('INVALID_ID', `${what} must be a string of digits, got ${show(got)}`,
    'take it from the API of the issuer, for GitHub: gh api repos/OWNER/NAME --jq \'.owner.id, .id\', for GitLab: glab api projects/GROUP%2FNAME');

export const idsIncomplete = (repository: string, missing: string) =>
  problem('IDS_INCOMPLETE', `repository ${show(repository)} has one numeric id but not the other, ${missing} is missing`, 'give both ids or neither: GitHub sends both or neither');

export const unknownFormat = (got: unknown, known: readonly string[]) =>
  problem('UNKNOWN_FORMAT', `subject format ${show(got)} is unknown`, `use one of GitHubSubjectFormat: ${known.join(', ')}`);

export const formatNeedsIds = (repository: string, format: string) =>
  problem('FORMAT_NEEDS_IDS', `subject format ${show(format)} of repository ${show(repository)} needs its numeric ids`, 'pass ownerId and repositoryId');

export const formatNotOnIssuer = (format: string, issuer: string) =>
  problem('FORMAT_NOT_ON_ISSUER', `subject format ${show(format)} is not sent by issuer ${show(issuer)}`,
    'leave subjectFormat out: GitHub Enterprise Server sends names only');

export const deadlineWithoutMigration = (repository: string) =>
  problem('DEADLINE_WITHOUT_MIGRATION', `repository ${show(repository)} has a migrationDeadline but is not migrating`, 'set subjectFormat to MIGRATING, or remove migrationDeadline');

export const invalidDate = (what: string, got: unknown) =>
  problem('INVALID_DATE', `${what} must be a calendar date written YYYY-MM-DD, got ${show(got)}`, 'for example "2027-01-31"');

export const invalidSubjectPrefix = (got: unknown) =>
  problem('INVALID_SUBJECT_PREFIX', `subject prefix must read repo:OWNER/NAME or repo:OWNER@ID/NAME@ID, got ${show(got)}`,
    'pass sub_claim_prefix as the API reports it; for a customised template use GitHubRepository.of with subjectTemplate');

export const percentEscape = (what: string, got: string) =>
  problem('PERCENT_ESCAPE', `${what} must not contain "%3A", got ${show(got)}`,
    'write a colon as ":", GitHub escapes it in the subject; a literal "%3A" could not be told from one');

export const percentEnd = (got: string) =>
  problem('PERCENT_ESCAPE', `the beginning of an environment name must not end with "%" or "%3", got ${show(got)}`,
    'choose another beginning: GitHub writes a colon as "%3A", which begins so as well');

export const invalidRef = (kind: string, got: string, rule: string) =>
  problem('INVALID_REF', `${kind} name ${show(got)} is refused by git: it ${rule}`, 'write the short name, for example "main"');

export const fullRef = (kind: string, got: string, short: string) =>
  problem('INVALID_REF', `${kind} name must be the short name, got ${show(got)}`, `write ${whole(short)}: issuers refuse names that begin like a full ref`);

export const invalidWorkflow = (got: string) =>
  problem('INVALID_WORKFLOW', `reusable workflow must read OWNER/NAME/.github/workflows/FILE.yml@REF, with REF a commit of 40 digits, refs/tags/… or refs/heads/…, got ${show(got)}`,
    'write it as the job_workflow_ref claim spells it');

export const invalidProjectPath = (got: string, rule: string) =>
  problem('INVALID_PROJECT_PATH', `GitLab path ${show(got)} ${rule}`, 'write the full path as in the address of the project, for example "my-group/my-project"');

export const wrongKind = (what: string, got: unknown, kind: string) =>
  problem('WRONG_KIND', `'${what}' must be a ${kind}, got ${show(got)}`, `take it from ${kind}`);

export const notFlag = (what: string, got: unknown) =>
  problem('WRONG_KIND', `'${what}' must be true or false, got ${show(got)}`, 'write it without quotes');

export const forgeableTemplate = (got: readonly string[]) =>
  problem('INVALID_TEMPLATE', `subject template ${show(got)} does not begin with the repository, and the server does not escape colons`,
    'begin include_claim_keys with repo, repository or repository_id: otherwise a name with colons in another repository could spell the same subject');

export const forgeablePattern = (got: string, key: string) =>
  problem('FORGEABLE_SUBJECT', `subjects that begin with ${show(got)} are open to other jobs: the server does not escape colons, and ${show(key)} with a colon could spell what follows it`,
    `name each one exactly, or take ${show(key)} out of the subject template (include_claim_keys)`);

export const ambiguousSubject = (got: string, keys: readonly string[]) =>
  problem('FORGEABLE_SUBJECT', `subject ${show(got)} can be read in several ways by the template ${show(keys)}: the server does not escape colons, and a name in it spells what follows it`,
    'choose names without ":"');

export const COLON_IN_NAME = 'choose a name without ":", which the subject does not tell from a name that was made up to look alike';

export const colonInBeginning = (got: string) =>
  problem('PERCENT_ESCAPE', `the beginning of an environment name must not hold ":", got ${show(got)}`,
    'name each environment exactly: an environment whose name holds "%3A" could not be told from one with a colon');

export const invalidEnvironment = (got: string, rule: string) =>
  problem('INVALID_ENVIRONMENT', `environment name ${show(got)} ${rule}`, 'write the name as the issuer shows it');

export const invalidIssuer = (got: unknown, rule: string) =>
  problem('INVALID_ISSUER', `issuer ${show(got)} ${rule}`, 'write the iss claim exactly as the tokens carry it, for example "https://gitlab.example.com"');

export const invalidHost = (what: string, got: string) =>
  problem('INVALID_ISSUER', `${what} may hold letters, digits, "-" and "." only, got ${show(got)}`, 'write the bare name, without scheme, port or path');

export const reasonMissing = (api: string) =>
  problem('REASON_MISSING', `${api} widens a trust and needs a reason`, 'say in \'reason\' why, it is written into the template for the reviewer');

export const invalidClaimName = (got: string, issuer: string, known: readonly string[]) =>
  problem('INVALID_CLAIM', `claim ${show(got)} cannot be constrained for issuer ${show(issuer)}`, `use one of ${known.join(', ')}`);

export const noClaimValue = (claim: string) =>
  problem('INVALID_CLAIM', `claim ${show(claim)} is constrained to no value`, 'pass at least one exact value');

export const alreadyBound = (claim: string, to: string, also: string) =>
  problem('ALREADY_BOUND', `claim ${show(claim)} is already bound to ${show(to)}, it cannot be ${show(also)} as well`, 'a job sends one value a claim: declare two workloads');

export const invalidTemplate = (got: readonly string[], rule: string) =>
  problem('INVALID_TEMPLATE', `subject template ${show(got)} ${rule}`, 'pass include_claim_keys as the API of GitHub reports them, for example ["repo", "context"]');

export const templateTooWide = (got: readonly string[], width: string, api: string) =>
  problem('TEMPLATE_TOO_WIDE', `subject template ${show(got)} ${width}`, `add the missing key in GitHub, or ask for it by name with GitHubSubjectTemplate.${api}(keys, { reason })`);

export const templateNotThatWide = (got: readonly string[], api: string, instead: string) =>
  problem('TEMPLATE_NOT_THAT_WIDE', `subject template ${show(got)} is not what ${api} is for`, `use GitHubSubjectTemplate.${instead}`);

export const subjectValueUnknown = (key: string, remedy: string) =>
  problem('SUBJECT_VALUE_UNKNOWN', `the subject carries ${show(key)}, whose value is not declared`, remedy);

export const patternNotLast = (key: string) =>
  problem('PATTERN_NOT_LAST', `the subject carries ${show(key)} after the part that is left open`, 'a pattern is supported where the open part ends the subject only: name each one exactly');

export const notForContext = (api: string, context: string) =>
  problem('NOT_FOR_CONTEXT', `${api} does not apply to a workload of ${context}`, 'start from environment(name)');

export const invalidComponents = (got: readonly string[], rule: string) =>
  problem('INVALID_TEMPLATE', `GitLab subject components ${show(got)} ${rule}`, 'declare ci_id_token_sub_claim_components as the API of GitLab reports them, beginning with project_path or project_id');

export const unknownClaimValue = (claim: string, got: unknown, known: readonly string[]) =>
  problem('INVALID_CLAIM', `claim ${show(claim)} is never ${show(got)}`, `use one of ${known.join(', ')}`);
