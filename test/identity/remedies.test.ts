import { expectRefusal } from './expect-refusal';
import { GitHubIssuer, GitHubRepository, GitHubSubjectTemplate, GitLabDeploymentTier, GitLabProject, GitLabSubjectComponent as Component, Issuer } from '../../src/identity';
import { GITHUB_CLAIMS, GITLAB_CLAIMS } from '../../src/identity/private/claims';

const REASON = { reason: 'nothing of value in it' };
const ids = { ownerId: '1', repositoryId: '2' };
const app = GitHubRepository.of('my-org/my-app', ids);
const lib = GitLabProject.of('my-group/my-project', { projectId: '20' });
const server = GitHubIssuer.enterpriseServer('github.example.com', { escapesColons: false });

describe('a refusal says what to do', () => {
  test.each<[string, () => unknown, string, string]>([
    ['about what is no text', () => app.branch(5 as any), 'NOT_TEXT', 'pass the literal text'],
    ['about an empty text', () => app.branch(''), 'EMPTY', 'name it in full, or leave the option out where it is optional'],
    ['about a text that is too long', () => app.environment('x'.repeat(256)), 'TOO_LONG', 'check the name, the issuer could never send it'],
    ['about a control character', () => app.branch('a\nb'), 'CONTROL_CHARACTER', 'remove the character that is shown as an escape'],
    ['about a repository without an owner', () => GitHubRepository.of('my-app'), 'INVALID_REPOSITORY', 'for example GitHubRepository.of("my-org/my-app")'],
    ['about an owner', () => GitHubRepository.of('my org/my-app'), 'INVALID_OWNER', 'write the owner as GitHub shows it'],
    ['about a repository', () => GitHubRepository.of('my-org/my app'), 'INVALID_REPOSITORY', 'write the name as GitHub shows it'],
    ['about an id', () => GitHubRepository.of('my-org/my-app', { ...ids, ownerId: 'x' }), 'INVALID_ID', 'take it from the API of the issuer, for GitHub: gh api repos/OWNER/NAME'],
    ['about a subject format', () => GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: 'x' as any }), 'UNKNOWN_FORMAT', 'use one of GitHubSubjectFormat: names, ids, migrating'],
    ['about a deadline', () => GitHubRepository.of('my-org/my-app', { ...ids, migrationDeadline: '2027-01-31' }), 'DEADLINE_WITHOUT_MIGRATION', 'set subjectFormat to MIGRATING, or remove migrationDeadline'],
    ['about a date', () => GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: 'migrating' as any, migrationDeadline: '31.1.2027' }), 'INVALID_DATE', 'for example "2027-01-31"'],
    ['about the end of a beginning', () => app.environmentsStartingWith('a%', REASON), 'PERCENT_ESCAPE', 'must not end with "%" or "%3", got "a%": choose another beginning: GitHub writes a colon as "%3A"'],
    ['about a branch', () => app.branch('a..b'), 'INVALID_REF', 'write the short name, for example "main"'],
    ['about nothing but the beginning of a ref', () => app.branch('refs/heads/'), 'INVALID_REF', 'write "main"'],
    ['about a workflow', () => app.environment('p').viaWorkflow('deploy.yml'), 'INVALID_WORKFLOW', 'write it as the job_workflow_ref claim spells it'],
    ['about an issuer of another kind', () => GitLabProject.of('a/b', { issuer: GitHubIssuer.GITHUB_COM as any }), 'WRONG_KIND', 'take it from GitLabIssuer'],
    ['about a template that others can spell', () => GitHubRepository.of('a/b', { issuer: server, subjectTemplate: GitHubSubjectTemplate.of(['context', 'repo']) }), 'INVALID_TEMPLATE', 'begin include_claim_keys with repo, repository or repository_id'],
    ['about a colon in a beginning', () => app.environmentsStartingWith('a:', REASON), 'PERCENT_ESCAPE', 'name each environment exactly'],
    ['about an environment of GitLab', () => lib.environment('a:b'), 'INVALID_ENVIRONMENT', 'write the name as the issuer shows it'],
    ['about an issuer', () => Issuer.of('http://example.com'), 'INVALID_ISSUER', 'write the iss claim exactly as the tokens carry it'],
    ['about a host', () => GitHubIssuer.enterpriseServer('https://github.example.com'), 'INVALID_ISSUER', 'write the bare name, without scheme, port or path'],
    ['about a claim without a value', () => app.environment('p').withClaim('actor'), 'INVALID_CLAIM', 'pass at least one exact value'],
    ['about a template', () => GitHubSubjectTemplate.of(['repo', 'repo', 'context']), 'INVALID_TEMPLATE', 'pass include_claim_keys as the API of GitHub reports them'],
    ['about a beginning that does not end the subject', () => GitLabProject.of('a/b', { projectId: '1', subjectComponents: [Component.PROJECT_ID, Component.REF, Component.REF_TYPE] }).branchesStartingWith('r', REASON).subjects,
      'PATTERN_NOT_LAST', 'a pattern is supported where the open part ends the subject only: name each one exactly'],
    ['about components', () => GitLabProject.of('a/b', { subjectComponents: [Component.REF] }), 'INVALID_TEMPLATE', 'declare ci_id_token_sub_claim_components as the API of GitLab reports them'],
    ['about a value that is never sent', () => lib.branch('main').withClaim('ref_protected', 'yes'), 'INVALID_CLAIM', 'claim "ref_protected" is never "yes": use one of true, false'],
    ['about several values of a claim that is declared', () => app.environment('p').withClaim('actor', 'a', 'b').withClaim('actor', 'c', 'd'), 'ALREADY_BOUND', 'already bound to "a, b", it cannot be "c, d" as well'],
    ['about a second tier', () => lib.branch('main').withDeploymentTier(GitLabDeploymentTier.PRODUCTION).withDeploymentTier(GitLabDeploymentTier.STAGING), 'ALREADY_BOUND', 'declare two workloads'],
    ['about a URL with another before it', () => Issuer.of('https://EVIL https://a'), 'INVALID_ISSUER', 'must be a plain lower-case host with an optional path'],
  ])('%s', (_name, act, code, words) => {
    expectRefusal(act, code, new RegExp(words.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')));
  });
});

describe('where a target reads the subject alone, a workload knows what to declare instead', () => {
  const github = (claim: string) => app.environment('p')._parts().alternatives[claim];
  const gitlab = (claim: string) => lib.branch('main')._parts().alternatives[claim];

  test('of every claim', () => {
    for (const claim of GITHUB_CLAIMS) expect(github(claim)).toMatch(/subject template \(include_claim_keys\) and declare it as subjectTemplate/);
    for (const claim of GITLAB_CLAIMS.filter(name => name !== 'project_path')) expect(gitlab(claim)).toMatch(/subject components/);
  });

  test.each([
    ['ref', /protection rules, or add "ref" to the subject template/],
    ['environment', /add "context" or "environment" to the subject template/],
    ['runner_environment', /add "runner_environment" to the subject template/],
    ['job_workflow_ref', /add "job_workflow_ref" to the subject template/],
    ['actor', /add "actor" to the subject template/],
  ])('of %s of GitHub', (claim, words) => {
    expect(github(claim)).toMatch(words);
  });

  const both = /^add environment_protected and deployment_tier to the subject components/;
  const refs = /^add ref_type and ref to the subject components/;
  test.each([
    ['environment', /^trust a protected ref with branch\(name\).*environment_protected, deployment_tier in GitLab.*branch\(name\)\.withProtectedEnvironment\(\)\.withDeploymentTier\(tier\)$/],
    ['environment_protected', both],
    ['deployment_tier', both],
    ['environment_action', both],
    ['ref_protected', /^add ref_protected to the subject components/],
    ['ref', refs],
    ['ref_type', refs],
    ['ref_path', refs],
    ['project_id', /^begin the subject components with project_id/],
    ['namespace_id', /begin them with project_path/],
    ['user_login', /^trust a protected ref instead/],
  ])('of %s of GitLab', (claim, words) => {
    expect(gitlab(claim)).toMatch(words);
  });

  test('of a custom property that is asked for, and of no other', () => {
    const { alternatives } = app.environment('p').onBranch('main').withClaim('repo_property_team', 'x')._parts();
    expect(alternatives.repo_property_team).toMatch(/^add "repo_property_team" to the subject template/);
    expect(alternatives.ref).toMatch(/protection rules/);
    expect(alternatives.actor).toMatch(/^add "actor" to the subject template/);
    expect(Object.keys(alternatives).sort()).toEqual([...GITHUB_CLAIMS, 'repo_property_team'].sort());
  });

  test('but of the path of the project, which every subject can carry', () => {
    expect(gitlab('project_path')).toBeUndefined();
  });
});
