import { GitHubIssuer } from './github-issuer';
import { GitHubSubjectFormat } from './github-subject-format';
import { GitHubSubjectTemplate } from './github-subject-template';
import { GitHubWorkload } from './github-workload';
import * as errors from './private/errors';
import { refProblem } from './private/git-refs';
import { GitHubContext } from './private/github-context';
import { environmentProblem, ownerProblem, repositoryNameProblem } from './private/github-names';
import { makeImmutable } from './private/immutable';
import { optionsProblems, wideProblems } from './private/options';
import { dateProblem, idProblem, tokenProblem } from './private/text';
import { WideTrustOptions } from './wide';
import { fail, Problem, refuse } from '../private/problem';

/**
 * What is known of a repository beside its name.
 */
export interface GitHubRepositoryOptions {
  /**
   * Numeric id of the owner, for example `123456` (`gh api repos/OWNER/NAME --jq .owner.id`).
   *
   * @default - the owner is known by its name alone, which can be registered again once it is freed
   */
  readonly ownerId?: string;

  /**
   * Numeric id of the repository, for example `456789` (`gh api repos/OWNER/NAME --jq .id`).
   *
   * @default - the repository is known by its name alone, which can be registered again once it is freed
   */
  readonly repositoryId?: string;

  /**
   * Which of the two default subject forms the repository sends.
   *
   * @default - ids where both ids are given and the issuer sends them, else names. A repository that still sends names is then refused by the cloud, never let in
   */
  readonly subjectFormat?: GitHubSubjectFormat;

  /**
   * Day (YYYY-MM-DD) after which synth warns that a migrating repository still trusts its name.
   *
   * @default - synth warns at once
   */
  readonly migrationDeadline?: string;

  /**
   * What the `sub` claim of the repository has been configured to hold.
   *
   * @default GitHubSubjectTemplate.DEFAULT
   */
  readonly subjectTemplate?: GitHubSubjectTemplate;

  /**
   * Who signs the tokens.
   *
   * @default GitHubIssuer.GITHUB_COM
   */
  readonly issuer?: GitHubIssuer;
}

/**
 * Options of a repository that is known by its subject prefix.
 */
export interface GitHubSubjectPrefixOptions {
  /**
   * Who signs the tokens.
   *
   * @default GitHubIssuer.GITHUB_COM
   */
  readonly issuer?: GitHubIssuer;
}

/**
 * A repository on GitHub, and the workloads that its Actions can be.
 *
 * GitHub puts either the environment of a job into its subject, or that it belongs to a pull request, or else its ref:
 * a job that names an environment is not matched by `branch()`.
 *
 * @example
 *
 * const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
 * const production = app.environment('production');
 */
export class GitHubRepository {
  /**
   * A repository by its full name.
   *
   * @param fullName owner and name, for example `my-org/my-app`, in the letter case that GitHub shows
   */
  public static of(fullName: string, options: GitHubRepositoryOptions = {}): GitHubRepository {
    refuse(optionsProblems(options ?? {}, 'GitHubRepositoryOptions'));
    return new GitHubRepository(fullName, options ?? {});
  }

  /**
   * A repository by the prefix that GitHub's own API reports for its subjects (`sub_claim_prefix`).
   *
   * @param prefix for example `repo:my-org@123456/my-app@456789`
   */
  public static fromSubjectPrefix(prefix: string, options: GitHubSubjectPrefixOptions = {}): GitHubRepository {
    refuse([tokenProblem(prefix, 'subject prefix'), ...optionsProblems(options, 'GitHubSubjectPrefixOptions')]);
    const parts = /^repo:([^/@:]+)(?:@([^/@:]+))?\/([^/@:]+)(?:@([^/@:]+))?$/.exec(String(prefix));
    if (!parts || (parts[2] === undefined) !== (parts[4] === undefined)) return fail(errors.invalidSubjectPrefix(prefix));
    const [, owner, ownerId, name, repositoryId] = parts;
    const subjectFormat = ownerId === undefined ? GitHubSubjectFormat.NAMES : GitHubSubjectFormat.IDS;
    return new GitHubRepository(`${owner}/${name}`, { ownerId, repositoryId, subjectFormat, issuer: options.issuer });
  }

  /**
   * Owner and name.
   */
  public readonly fullName: string;

  /**
   * Name of the owner.
   */
  public readonly owner: string;

  /**
   * Name of the repository without its owner.
   */
  public readonly shortName: string;

  /**
   * Numeric id of the owner, where it is known.
   */
  public readonly ownerId?: string;

  /**
   * Numeric id of the repository, where it is known.
   */
  public readonly repositoryId?: string;

  /**
   * Which subject form is trusted.
   */
  public readonly subjectFormat: GitHubSubjectFormat;

  /**
   * Who signs the tokens.
   */
  public readonly issuer: GitHubIssuer;

  /**
   * What the `sub` claim holds.
   */
  public readonly subjectTemplate: GitHubSubjectTemplate;

  /** @internal */
  public readonly _migrationDeadline?: string;

  private constructor(fullName: string, options: GitHubRepositoryOptions) {
    this.issuer = options.issuer ?? GitHubIssuer.GITHUB_COM;
    checkKinds(this.issuer, options.subjectTemplate);
    checkFullName(fullName);
    checkOptions(fullName, options, this.issuer);
    [this.owner, this.shortName] = fullName.split('/');
    this.fullName = fullName;
    this.ownerId = options.ownerId;
    this.repositoryId = options.repositoryId;
    this.subjectTemplate = options.subjectTemplate ?? GitHubSubjectTemplate.DEFAULT;
    this.subjectFormat = options.subjectFormat ?? (this.ownerId && this.issuer._sendsIds ? GitHubSubjectFormat.IDS : GitHubSubjectFormat.NAMES);
    this._migrationDeadline = options.migrationDeadline;
    makeImmutable(this);
  }

  /**
   * Jobs that name this environment.
   *
   * An environment is only as strong as its own protection rules, and GitHub creates a missing one without any when a workflow names it.
   *
   * @param name the environment in the letter case that GitHub shows
   */
  public environment(name: string): GitHubWorkload {
    refuse(environmentProblem(name));
    return this.workload({ kind: 'environment', value: name });
  }

  /**
   * Jobs on this branch that name no environment.
   *
   * A `pull_request_target` workflow runs on the default branch and may send the same subject. Under a subject template that carries the
   * `ref` but not the `context`, jobs of the branch that name an environment send the same subject too.
   *
   * @param name the short name, for example `main`
   */
  public branch(name: string): GitHubWorkload {
    refuse(refProblem(name, 'branch'));
    return this.workload({ kind: 'branch', value: name });
  }

  /**
   * Jobs on this tag that name no environment.
   *
   * @param name the short name, for example `v1.2.3`
   */
  public tag(name: string): GitHubWorkload {
    refuse(refProblem(name, 'tag'));
    return this.workload({ kind: 'tag', value: name });
  }

  /**
   * Jobs of any pull request: code that nobody has reviewed yet. Give it nothing that may change or read what matters.
   */
  public anyPullRequest(options: WideTrustOptions): GitHubWorkload {
    return this.wide({ kind: 'pull_request', value: '' }, 'anyPullRequest', options);
  }

  /**
   * Every job of the repository: any branch, tag, environment and pull request.
   */
  public anyJob(options: WideTrustOptions): GitHubWorkload {
    return this.wide({ kind: 'any', value: '' }, 'anyJob', options);
  }

  /**
   * Jobs that name any environment that begins so: whoever may edit a workflow can make up such a name.
   *
   * @param prefix the beginning, for example `preview-`; end it with a separator
   */
  public environmentsStartingWith(prefix: string, options: WideTrustOptions): GitHubWorkload {
    refuse(environmentProblem(prefix, true));
    return this.wide({ kind: 'environment', value: prefix, open: true }, 'environmentsStartingWith', options);
  }

  /**
   * Jobs without an environment on any branch that begins so: whoever may push can make up such a name.
   *
   * @param prefix the beginning, for example `release/`; end it with a separator
   */
  public branchesStartingWith(prefix: string, options: WideTrustOptions): GitHubWorkload {
    refuse(refProblem(prefix, 'branch', true));
    return this.wide({ kind: 'branch', value: prefix, open: true }, 'branchesStartingWith', options);
  }

  /**
   * Jobs without an environment on any tag that begins so: whoever may push can make up such a name.
   *
   * @param prefix the beginning, for example `v`
   */
  public tagsStartingWith(prefix: string, options: WideTrustOptions): GitHubWorkload {
    refuse(refProblem(prefix, 'tag', true));
    return this.wide({ kind: 'tag', value: prefix, open: true }, 'tagsStartingWith', options);
  }

  /**
   * Jobs of the merge queue of a branch. Their refs carry number and commit, so no exact subject exists.
   *
   * @param branch the branch that the queue merges into
   */
  public mergeQueueOf(branch: string, options: WideTrustOptions): GitHubWorkload {
    refuse(refProblem(branch, 'branch'));
    return this.wide({ kind: 'branch', value: `gh-readonly-queue/${branch}/pr-`, open: true }, 'mergeQueueOf', options);
  }

  private wide(context: GitHubContext, api: string, options: WideTrustOptions): GitHubWorkload {
    refuse(wideProblems(options, api));
    return this.workload(context, [options.reason]);
  }

  private workload(context: GitHubContext, reasons: string[] = []): GitHubWorkload {
    return GitHubWorkload._of(this, context, {}, [...reasons, ...this.subjectTemplate._reasons]);
  }
}

/** What a caller without types may have passed. */
function checkKinds(issuer: GitHubIssuer, template: GitHubSubjectTemplate | undefined): void {
  if (typeof issuer._escapesColons !== 'boolean') refuse(errors.wrongKind('issuer', issuer, 'GitHubIssuer'));
  if (template === undefined) return;
  if (typeof template?._has !== 'function') refuse(errors.wrongKind('subjectTemplate', template, 'GitHubSubjectTemplate'));
  const [first] = template.claimKeys;
  if (!issuer._escapesColons && !['repo', 'repository', 'repository_id'].includes(first)) refuse(errors.forgeableTemplate(template.claimKeys));
}

function checkFullName(fullName: unknown): void {
  const parts = typeof fullName === 'string' ? fullName.split('/') : [];
  if (parts.length !== 2) refuse(ownerProblem(fullName) ?? errors.invalidFullName(String(fullName)));
  refuse([ownerProblem(parts[0]), repositoryNameProblem(parts[1])]);
}

function checkOptions(repository: string, options: GitHubRepositoryOptions, issuer: GitHubIssuer): void {
  const { ownerId, repositoryId, subjectFormat: format, migrationDeadline: deadline } = options;
  const problems: (Problem | undefined)[] = [
    ownerId === undefined ? undefined : idProblem(ownerId, 'ownerId'),
    repositoryId === undefined ? undefined : idProblem(repositoryId, 'repositoryId'),
  ];
  if ((ownerId === undefined) !== (repositoryId === undefined)) {
    problems.push(errors.idsIncomplete(repository, ownerId === undefined ? 'ownerId' : 'repositoryId'));
  }
  if (format !== undefined) problems.push(formatProblem(repository, options, issuer));
  if (deadline !== undefined) {
    problems.push(dateProblem(deadline, 'migrationDeadline'));
    if (format !== GitHubSubjectFormat.MIGRATING) problems.push(errors.deadlineWithoutMigration(repository));
  }
  refuse(problems);
}

function formatProblem(repository: string, { subjectFormat: format, ownerId, repositoryId }: GitHubRepositoryOptions, issuer: GitHubIssuer): Problem | undefined {
  const formats = Object.values(GitHubSubjectFormat);
  if (!formats.includes(format!)) return errors.unknownFormat(format, formats);
  if (format === GitHubSubjectFormat.NAMES) return undefined;
  if (!issuer._sendsIds) return errors.formatNotOnIssuer(format!, issuer.url);
  return ownerId === undefined && repositoryId === undefined ? errors.formatNeedsIds(repository, format!) : undefined;
}
