import { GitLabIssuer } from './gitlab-issuer';
import { GitLabSubjectComponent } from './gitlab-subject-component';
import { GitLabWorkload } from './gitlab-workload';
import * as errors from './private/errors';
import { RefType } from './private/git-refs';
import { gitLabEnvironmentProblem, gitLabRefProblem, pathProblem } from './private/gitlab-names';
import { makeImmutable } from './private/immutable';
import { optionsProblems, wideProblems } from './private/options';
import { idProblem } from './private/text';
import { WideTrustOptions } from './wide';
import { fail, refuse, show } from '../private/problem';

/**
 * What is known of a project beside its path.
 */
export interface GitLabProjectOptions {
  /**
   * Numeric id of the project, for example `20`.
   *
   * @default - the project is known by its path alone
   */
  readonly projectId?: string;

  /**
   * What the `sub` claim of the project has been configured to hold.
   *
   * @default - GitLab's own: project_path, ref_type, ref
   */
  readonly subjectComponents?: GitLabSubjectComponent[];

  /**
   * Who signs the tokens.
   *
   * @default GitLabIssuer.GITLAB_COM
   */
  readonly issuer?: GitLabIssuer;
}

/**
 * A project on GitLab, and the workloads that its pipelines can be.
 *
 * The subject of a job carries its ref and never the name of its environment. A pipeline of a merge request
 * has the subject of its source branch.
 *
 * @example
 *
 * const lib = GitLabProject.of('my-org/my-app', { projectId: '20' });
 * const main = lib.branch('main');
 */
export class GitLabProject {
  /**
   * A project by its full path.
   *
   * @param fullPath groups and project, for example `my-group/sub-group/my-project`
   */
  public static of(fullPath: string, options: GitLabProjectOptions = {}): GitLabProject {
    refuse(optionsProblems(options, 'GitLabProjectOptions'));
    return new GitLabProject(fullPath, options);
  }

  /**
   * Groups and project.
   */
  public readonly fullPath: string;

  /**
   * Numeric id of the project, where it is known.
   */
  public readonly projectId?: string;

  /**
   * Who signs the tokens.
   */
  public readonly issuer: GitLabIssuer;

  private readonly components: readonly GitLabSubjectComponent[];

  private constructor(fullPath: string, options: GitLabProjectOptions) {
    refuse([
      pathProblem(fullPath, 'project path', 2),
      options.projectId === undefined ? undefined : idProblem(options.projectId, 'projectId'),
    ]);
    this.fullPath = fullPath;
    this.projectId = options.projectId;
    this.issuer = options.issuer ?? GitLabIssuer.GITLAB_COM;
    if (this.issuer._sendsGitLabTokens !== true) refuse(errors.wrongKind('issuer', this.issuer, 'GitLabIssuer'));
    this.components = checkedComponents(options.subjectComponents);
    makeImmutable(this);
  }

  /**
   * What the `sub` claim holds.
   */
  public get subjectComponents(): GitLabSubjectComponent[] {
    return [...this.components];
  }

  /**
   * Jobs of this branch, pipelines of merge requests from it included.
   *
   * Where the subject holds `environment_protected` or `deployment_tier`, only jobs without an environment are meant until
   * `withProtectedEnvironment` and `withDeploymentTier` say otherwise.
   *
   * @param name the short name, for example `main`
   */
  public branch(name: string): GitLabWorkload {
    return GitLabWorkload._of(this, { ref: this.ref('branch', name) }, {}, []);
  }

  /**
   * Jobs of this tag.
   *
   * Where the subject holds `environment_protected` or `deployment_tier`, only jobs without an environment are meant until
   * `withProtectedEnvironment` and `withDeploymentTier` say otherwise.
   *
   * @param name the short name, for example `v1.2.3`
   */
  public tag(name: string): GitLabWorkload {
    return GitLabWorkload._of(this, { ref: this.ref('tag', name) }, {}, []);
  }

  /**
   * Jobs that deploy to this environment.
   *
   * The name is a claim of its own: a target that reads the subject alone, AWS and Azure among them, refuses such a workload.
   *
   * @param name for example `production` or `review/my-branch`
   */
  public environment(name: string): GitLabWorkload {
    refuse(gitLabEnvironmentProblem(name));
    return GitLabWorkload._of(this, {}, { environment: [name] }, []);
  }

  /**
   * Every job of the project: any branch, tag and merge request.
   */
  public anyJob(options: WideTrustOptions): GitLabWorkload {
    refuse(wideProblems(options, 'anyJob'));
    return GitLabWorkload._of(this, { everyRef: true }, {}, [options.reason]);
  }

  /**
   * Jobs of any branch that begins so: whoever may push can make up such a name.
   *
   * @param prefix the beginning, for example `release/`; end it with a separator
   */
  public branchesStartingWith(prefix: string, options: WideTrustOptions): GitLabWorkload {
    return this.refsStartingWith('branch', prefix, 'branchesStartingWith', options);
  }

  /**
   * Jobs of any tag that begins so: whoever may push can make up such a name, unless such tags are protected.
   *
   * @param prefix the beginning, for example `v`
   */
  public tagsStartingWith(prefix: string, options: WideTrustOptions): GitLabWorkload {
    return this.refsStartingWith('tag', prefix, 'tagsStartingWith', options);
  }

  private refsStartingWith(type: RefType, prefix: string, api: string, options: WideTrustOptions): GitLabWorkload {
    refuse([gitLabRefProblem(prefix, type, true), ...wideProblems(options, api)]);
    return GitLabWorkload._of(this, { ref: { type, name: prefix, open: true } }, {}, [options.reason]);
  }

  private ref(type: RefType, name: string): { type: RefType; name: string } {
    refuse(gitLabRefProblem(name, type));
    return { type, name };
  }
}

function checkedComponents(given: GitLabSubjectComponent[] | undefined): readonly GitLabSubjectComponent[] {
  if (given === undefined) return [GitLabSubjectComponent.PROJECT_PATH, GitLabSubjectComponent.REF_TYPE, GitLabSubjectComponent.REF];
  const known: string[] = Object.values(GitLabSubjectComponent);
  if (!Array.isArray(given)) return fail(errors.invalidComponents(given, 'are no list'));
  if (given[0] !== GitLabSubjectComponent.PROJECT_PATH && given[0] !== GitLabSubjectComponent.PROJECT_ID) {
    refuse(errors.invalidComponents(given, 'must begin with project_path or project_id'));
  }
  const odd = given.findIndex(component => !known.includes(component));
  if (odd >= 0) refuse(errors.invalidComponents(given, `hold ${show(given[odd])}, known are ${known.join(', ')}`));
  if (new Set(given).size !== given.length) refuse(errors.invalidComponents(given, 'name a component twice'));
  return [...given];
}
