import { expectRefusal } from './expect-refusal';
import { GitHubIssuer, GitHubRepository, GitHubSubjectTemplate, GitLabGroup, GitLabIssuer, GitLabProject, Issuer } from '../../src/identity';

const server = GitHubIssuer.enterpriseServer('github.example.com', { escapesColons: false });

describe('an option of the wrong kind', () => {
  test.each<[string, () => unknown, string]>([
    ['a text for the issuer of a repository', () => GitHubRepository.of('o/r', { issuer: 'https://token.actions.githubusercontent.com' as any }), 'GitHubIssuer'],
    ['any issuer for that of a repository', () => GitHubRepository.of('o/r', { issuer: Issuer.of('https://ci.example.com') as any }), 'GitHubIssuer'],
    ['a list for a template', () => GitHubRepository.of('o/r', { subjectTemplate: ['repo', 'context'] as any }), 'GitHubSubjectTemplate'],
    ['an issuer of GitHub for that of a project', () => GitLabProject.of('g/p', { issuer: GitHubIssuer.GITHUB_COM as any }), 'GitLabIssuer'],
    ['a text for the issuer of a group', () => GitLabGroup.of('g', { issuer: 'https://gitlab.com' as any }), 'GitLabIssuer'],
  ])('fails: %s', (_name, make, kind) => {
    expectRefusal(make, 'WRONG_KIND', `must be a ${kind}`);
  });
});

describe('a template on a server that does not escape colons', () => {
  test.each([[['context', 'repo']], [['environment', 'repository']], [['repository_owner', 'environment', 'repo']]])('fails where a name in another repository could spell the same subject: %j', keys => {
    expectRefusal(() => GitHubRepository.of('o/r', { issuer: server, subjectTemplate: GitHubSubjectTemplate.of(keys) }), 'INVALID_TEMPLATE', /does not begin with the repository/);
  });

  test.each([[['repo', 'context']], [['repository', 'ref']]])('is taken where it begins with the repository: %j', keys => {
    expect(() => GitHubRepository.of('o/r', { issuer: server, subjectTemplate: GitHubSubjectTemplate.of(keys) })).not.toThrow();
  });
});

test('what an identity was made of cannot be changed afterwards', () => {
  const repository = GitHubRepository.of('o/r', { ownerId: '1', repositoryId: '2' });
  const workload = repository.environment('p');
  for (const [target, name] of [[repository, 'ownerId'], [GitHubIssuer.GITHUB_COM, 'url'], [GitLabIssuer.GITLAB_COM, 'url'], [GitLabProject.of('g/p'), 'fullPath']] as [any, string][]) {
    expect(() => { target[name] = '*'; }).toThrow(TypeError);
  }
  expect(workload.subjects).toEqual(['repo:o@1/r@2:environment:p']);
});

test('a reason needs a character that can be read', () => {
  expectRefusal(() => GitLabProject.of('g/p').anyJob({ reason: '\u200b' }), 'REASON_MISSING');
});
