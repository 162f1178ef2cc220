import { join } from 'node:path';
import { expectRefusal, expectTrustError } from './expect-refusal';
import {
  GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitLabDeploymentTier, GitLabGroup, GitLabIssuer, GitLabProject, GitLabSubjectComponent, Issuer,
} from '../../src/identity';
import { publicInputs } from '../support/public-inputs';
import { everyToken } from '../support/tokens';

/** One thing that a caller hands to an identity. */
interface Input {
  /** Hands it over and nothing else that could be refused. */
  readonly give: (value: any) => unknown;
  /** What is accepted there. */
  readonly valid: unknown;
}

const IDS = { ownerId: '1', repositoryId: '2' };
const REASON = { reason: 'a test asks for it' };
const WORKFLOW = 'my-org/workflows/.github/workflows/deploy.yml@refs/heads/main';
const app = GitHubRepository.of('my-org/my-app', IDS);
const production = app.environment('production');
const lib = GitLabProject.of('my-org/my-app', { projectId: '20' });
const review = lib.environment('review');

const wide = (call: string, give: (options: any) => unknown): Record<string, Input> => ({
  [`${call}(options)`]: { give, valid: REASON },
  [`${call}(options.reason)`]: { give: reason => give({ reason }), valid: 'a test asks for it' },
});

const ofRepository = (name: string, valid: unknown, others: object = {}): Record<string, Input> => ({
  [`GitHubRepository.of(options.${name})`]: { give: value => GitHubRepository.of('my-org/my-app', { ...others, [name]: value }), valid },
});

/** By the names that `publicInputs` finds: an input that is new has no row yet, and the test below fails. */
const INPUTS: Readonly<Record<string, Input>> = {
  'Issuer.of(url)': { give: url => Issuer.of(url), valid: 'https://ci.example.com' },
  'GitHubIssuer.enterprise(slug)': { give: slug => GitHubIssuer.enterprise(slug), valid: 'octocorp' },
  'GitHubIssuer.gheCom(subdomain)': { give: name => GitHubIssuer.gheCom(name), valid: 'octocorp' },
  'GitHubIssuer.gheCom(options)': { give: options => GitHubIssuer.gheCom('octocorp', options), valid: {} },
  'GitHubIssuer.gheCom(options.enterpriseSlug)': { give: enterpriseSlug => GitHubIssuer.gheCom('octocorp', { enterpriseSlug }), valid: 'octocorp' },
  'GitHubIssuer.enterpriseServer(hostname)': { give: name => GitHubIssuer.enterpriseServer(name), valid: 'github.example.com' },
  'GitHubIssuer.enterpriseServer(options)': { give: options => GitHubIssuer.enterpriseServer('github.example.com', options), valid: {} },
  'GitHubIssuer.enterpriseServer(options.escapesColons)': { give: escapesColons => GitHubIssuer.enterpriseServer('github.example.com', { escapesColons }), valid: false },
  'GitLabIssuer.selfManaged(url)': { give: url => GitLabIssuer.selfManaged(url), valid: 'https://gitlab.example.com' },

  'GitHubRepository.of(fullName)': { give: name => GitHubRepository.of(name), valid: 'my-org/my-app' },
  'GitHubRepository.of(options)': { give: options => GitHubRepository.of('my-org/my-app', options), valid: IDS },
  ...ofRepository('ownerId', '1', { repositoryId: '2' }),
  ...ofRepository('repositoryId', '2', { ownerId: '1' }),
  ...ofRepository('subjectFormat', GitHubSubjectFormat.IDS, IDS),
  ...ofRepository('migrationDeadline', '2027-01-31', { ...IDS, subjectFormat: GitHubSubjectFormat.MIGRATING }),
  ...ofRepository('subjectTemplate', GitHubSubjectTemplate.DEFAULT),
  ...ofRepository('issuer', GitHubIssuer.GITHUB_COM),
  'GitHubRepository.fromSubjectPrefix(prefix)': { give: prefix => GitHubRepository.fromSubjectPrefix(prefix), valid: 'repo:my-org@1/my-app@2' },
  'GitHubRepository.fromSubjectPrefix(options)': { give: options => GitHubRepository.fromSubjectPrefix('repo:my-org/my-app', options), valid: {} },
  'GitHubRepository.fromSubjectPrefix(options.issuer)': { give: issuer => GitHubRepository.fromSubjectPrefix('repo:my-org/my-app', { issuer }), valid: GitHubIssuer.GITHUB_COM },
  'GitHubRepository.environment(name)': { give: name => app.environment(name), valid: 'production' },
  'GitHubRepository.branch(name)': { give: name => app.branch(name), valid: 'main' },
  'GitHubRepository.tag(name)': { give: name => app.tag(name), valid: 'v1' },
  ...wide('GitHubRepository.anyPullRequest', options => app.anyPullRequest(options)),
  ...wide('GitHubRepository.anyJob', options => app.anyJob(options)),
  'GitHubRepository.environmentsStartingWith(prefix)': { give: prefix => app.environmentsStartingWith(prefix, REASON), valid: 'preview-' },
  ...wide('GitHubRepository.environmentsStartingWith', options => app.environmentsStartingWith('preview-', options)),
  'GitHubRepository.branchesStartingWith(prefix)': { give: prefix => app.branchesStartingWith(prefix, REASON), valid: 'release/' },
  ...wide('GitHubRepository.branchesStartingWith', options => app.branchesStartingWith('release/', options)),
  'GitHubRepository.tagsStartingWith(prefix)': { give: prefix => app.tagsStartingWith(prefix, REASON), valid: 'v' },
  ...wide('GitHubRepository.tagsStartingWith', options => app.tagsStartingWith('v', options)),
  'GitHubRepository.mergeQueueOf(branch)': { give: branch => app.mergeQueueOf(branch, REASON), valid: 'main' },
  ...wide('GitHubRepository.mergeQueueOf', options => app.mergeQueueOf('main', options)),

  'GitHubSubjectTemplate.of(claimKeys)': { give: keys => GitHubSubjectTemplate.of(keys), valid: ['repo', 'context'] },
  'GitHubSubjectTemplate.anyContext(claimKeys)': { give: keys => GitHubSubjectTemplate.anyContext(keys, REASON), valid: ['repo'] },
  ...wide('GitHubSubjectTemplate.anyContext', options => GitHubSubjectTemplate.anyContext(['repo'], options)),
  'GitHubSubjectTemplate.anyRepositoryOfOwner(claimKeys)': { give: keys => GitHubSubjectTemplate.anyRepositoryOfOwner(keys, REASON), valid: ['repository_owner'] },
  ...wide('GitHubSubjectTemplate.anyRepositoryOfOwner', options => GitHubSubjectTemplate.anyRepositoryOfOwner(['repository_owner'], options)),
  'GitHubSubjectTemplate.anyRepository(claimKeys)': { give: keys => GitHubSubjectTemplate.anyRepository(keys, REASON), valid: ['workflow'] },
  ...wide('GitHubSubjectTemplate.anyRepository', options => GitHubSubjectTemplate.anyRepository(['workflow'], options)),

  'GitHubWorkload.viaWorkflow(references)': { give: reference => production.viaWorkflow(WORKFLOW.replace('main', 'next'), reference), valid: WORKFLOW },
  'GitHubWorkload.onBranch(name)': { give: name => production.onBranch(name), valid: 'main' },
  'GitHubWorkload.onTag(name)': { give: name => production.onTag(name), valid: 'v1' },
  'GitHubWorkload.withClaim(claim)': { give: claim => production.withClaim(claim, 'x'), valid: 'repo_property_team' },
  'GitHubWorkload.withClaim(values)': { give: value => production.withClaim('actor', 'octocat', value), valid: 'hubot' },

  'GitLabGroup.of(fullPath)': { give: path => GitLabGroup.of(path), valid: 'my-org/sandbox' },
  'GitLabGroup.of(options)': { give: options => GitLabGroup.of('my-org', options), valid: {} },
  'GitLabGroup.of(options.issuer)': { give: issuer => GitLabGroup.of('my-org', { issuer }), valid: GitLabIssuer.GITLAB_COM },
  ...wide('GitLabGroup.anyProject', options => GitLabGroup.of('my-org').anyProject(options)),
  'GitLabProject.of(fullPath)': { give: path => GitLabProject.of(path), valid: 'my-org/my-app' },
  'GitLabProject.of(options)': { give: options => GitLabProject.of('my-org/my-app', options), valid: { projectId: '20' } },
  'GitLabProject.of(options.projectId)': { give: projectId => GitLabProject.of('my-org/my-app', { projectId }), valid: '20' },
  'GitLabProject.of(options.subjectComponents)': { give: subjectComponents => GitLabProject.of('my-org/my-app', { subjectComponents }), valid: [GitLabSubjectComponent.PROJECT_PATH] },
  'GitLabProject.of(options.issuer)': { give: issuer => GitLabProject.of('my-org/my-app', { issuer }), valid: GitLabIssuer.GITLAB_COM },
  'GitLabProject.branch(name)': { give: name => lib.branch(name), valid: 'main' },
  'GitLabProject.tag(name)': { give: name => lib.tag(name), valid: 'v1' },
  'GitLabProject.environment(name)': { give: name => lib.environment(name), valid: 'production' },
  ...wide('GitLabProject.anyJob', options => lib.anyJob(options)),
  'GitLabProject.branchesStartingWith(prefix)': { give: prefix => lib.branchesStartingWith(prefix, REASON), valid: 'release/' },
  ...wide('GitLabProject.branchesStartingWith', options => lib.branchesStartingWith('release/', options)),
  'GitLabProject.tagsStartingWith(prefix)': { give: prefix => lib.tagsStartingWith(prefix, REASON), valid: 'v' },
  ...wide('GitLabProject.tagsStartingWith', options => lib.tagsStartingWith('v', options)),

  'GitLabWorkload.onBranch(name)': { give: name => review.onBranch(name), valid: 'main' },
  'GitLabWorkload.onTag(name)': { give: name => review.onTag(name), valid: 'v1' },
  'GitLabWorkload.withDeploymentTier(tier)': { give: tier => review.withDeploymentTier(tier), valid: GitLabDeploymentTier.PRODUCTION },
  'GitLabWorkload.withClaim(claim)': { give: claim => review.withClaim(claim, 'x'), valid: 'user_login' },
  'GitLabWorkload.withClaim(values)': { give: value => review.withClaim('user_login', 'octocat', value), valid: 'hubot' },

  'Workload.admits(audience)': { give: audience => production.admits({}, audience), valid: 'sts.amazonaws.com' },
  'Workload.sampleClaims(audience)': { give: audience => production.sampleClaims(audience), valid: 'sts.amazonaws.com' },
};

/** The payload of a token: what it holds is compared and never declared. */
const NOT_DECLARED = ['Workload.admits(claims)'];

const TOKENS = everyToken();

test('everything that a caller can hand over has a row', () => {
  expect(Object.keys(INPUTS).sort()).toEqual(publicInputs(join(__dirname, '../../src/identity')).filter(name => !NOT_DECLARED.includes(name)).sort());
});

describe.each(Object.entries(INPUTS))('%s', (_name, { give, valid }) => {
  test('is literal', () => {
    expect(() => give(valid)).not.toThrow();
  });

  test.each(TOKENS)('fails for $name', ({ value, inText }) => {
    expectRefusal(() => give(value), 'TOKEN_IN_IDENTITY', /must be known at synth/);
    if (Array.isArray(valid)) {
      expectRefusal(() => give([...valid, value]), 'TOKEN_IN_IDENTITY');
      expectRefusal(() => give([value, ...valid]), 'TOKEN_IN_IDENTITY');
    }
    if (typeof valid !== 'string' || inText === undefined) return;
    expectRefusal(() => give(`${valid}${inText}`), 'TOKEN_IN_IDENTITY');
    expectRefusal(() => give(`${inText}${valid}`), 'TOKEN_IN_IDENTITY');
    expectRefusal(() => give(`${valid.slice(0, 1)}${inText}${valid.slice(1)}`), 'TOKEN_IN_IDENTITY');
  });
});

/** A comparison answers no, and throws for nothing but a token. */
const COMPARED = ['Workload.admits(audience)'];

describe.each(Object.entries(INPUTS).filter(([name, { valid }]) => typeof valid === 'string' && !COMPARED.includes(name)))('%s', (_name, { give }) => {
  test.each([17, -17, 1.5, -1.5e289])('fails for the number %d', number => {
    expectTrustError(() => give(number), /\[(NOT_TEXT|WRONG_KIND|REASON_MISSING|UNKNOWN_FORMAT|INVALID_\w+)\]/);
  });
});
