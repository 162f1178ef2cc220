import { GitLabIssuer } from './gitlab-issuer';
import { GitLabWorkload } from './gitlab-workload';
import * as errors from './private/errors';
import { pathProblem } from './private/gitlab-names';
import { makeImmutable } from './private/immutable';
import { optionsProblems, wideProblems } from './private/options';
import { WideTrustOptions } from './wide';
import { refuse } from '../private/problem';

/**
 * What is known of a group beside its path.
 */
export interface GitLabGroupOptions {
  /**
   * Who signs the tokens.
   *
   * @default GitLabIssuer.GITLAB_COM
   */
  readonly issuer?: GitLabIssuer;
}

/**
 * A group on GitLab.
 *
 * @example
 *
 * const sandbox = GitLabGroup.of('my-org/sandbox').anyProject({ reason: 'throw-away accounts, nothing of value in them' });
 */
export class GitLabGroup {
  /**
   * A group by its full path.
   *
   * @param fullPath for example `my-group/sub-group`
   */
  public static of(fullPath: string, options: GitLabGroupOptions = {}): GitLabGroup {
    refuse(optionsProblems(options, 'GitLabGroupOptions'));
    return new GitLabGroup(fullPath, options.issuer ?? GitLabIssuer.GITLAB_COM);
  }

  /**
   * The path of the group.
   */
  public readonly fullPath: string;

  /**
   * Who signs the tokens.
   */
  public readonly issuer: GitLabIssuer;

  private constructor(fullPath: string, issuer: GitLabIssuer) {
    refuse(pathProblem(fullPath, 'group path', 1));
    this.fullPath = fullPath;
    this.issuer = issuer;
    if (issuer._sendsGitLabTokens !== true) refuse(errors.wrongKind('issuer', issuer, 'GitLabIssuer'));
    makeImmutable(this);
  }

  /**
   * Every job of every project of the group and its subgroups: whoever may create a project in it is trusted.
   *
   * Only projects whose subject begins with `project_path`, which is GitLab's default, are covered.
   */
  public anyProject(options: WideTrustOptions): GitLabWorkload {
    refuse(wideProblems(options, 'anyProject'));
    return GitLabWorkload._of(this, { everyRef: true }, {}, [options.reason]);
  }
}
