import { GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, GitLabGroup, GitLabProject, Workload } from '../../src';
import { AWS_BUILDERS } from '../support/builders';

const ids = { ownerId: '123456', repositoryId: '456789' };
const exact = (facts: Record<string, string>) => Object.fromEntries(Object.entries(facts).map(([claim, text]) => [claim, { text, prefix: false }]));
const names = { repository_owner: 'my-org', repository: 'my-org/my-app' };
const numbers = { repository_owner_id: '123456', repository_id: '456789' };

describe('what every token of a workload carries', () => {
  test.each<[string, Workload, Record<string, unknown>]>([
    ['a repository by its name', GitHubRepository.of('my-org/my-app').branch('main'), exact(names)],
    ['a repository with its ids', GitHubRepository.of('my-org/my-app', ids).branch('main'), exact({ ...numbers, ...names })],
    ['a repository that sends names and has ids', GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.NAMES }).environment('x'), exact({ ...numbers, ...names })],
    ['a repository whose subject names its owner alone', GitHubRepository.of('my-org/my-app', { ...ids, subjectTemplate: GitHubSubjectTemplate.anyRepositoryOfOwner(['repository_owner', 'context'], { reason: 'x' }) })
      .environment('x'), exact({ ...numbers, ...names })],
    ['a repository of a server', GitHubRepository.of('my-org/my-app', { issuer: GitHubIssuer.enterpriseServer('github.example.com') }).branch('main'), exact(names)],
    ['a project by its path', GitLabProject.of('g/p').environment('x'), exact({ project_path: 'g/p' })],
    ['a project with its id', GitLabProject.of('g/p', { projectId: '20' }).branch('main'), exact({ project_id: '20', project_path: 'g/p' })],
    ['the projects of a group', GitLabGroup.of('g').anyProject({ reason: 'x' }), { project_path: { text: 'g/', prefix: true } }],
  ])('is known of %s', (_name, workload, facts) => {
    expect(workload._parts().facts).toEqual(facts);
  });

  test('is what its sample carries, and narrows nothing', () => {
    for (const workload of Object.values(AWS_BUILDERS)) {
      const { facts } = workload._parts();
      const sample = workload.sampleClaims('x');
      expect(Object.keys(facts).length).toBeGreaterThan(0);
      for (const [claim, { text, prefix }] of Object.entries(facts)) {
        expect([claim, prefix ? sample[claim].startsWith(text) : sample[claim] === text]).toEqual([claim, true]);
        const { [claim]: _left, ...without } = sample;
        expect(workload.admits(without, 'x')).toBe(workload.claims[claim] === undefined);
      }
    }
  });
});
