import { aws, GitHubRepository, GitLabProject } from 'cdk-federated-roles';

const production = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' }).environment('production');
const main = GitLabProject.of('my-org/my-app', { projectId: '20' }).branch('main');

expectEqual(production.subjects, ['repo:my-org@123456/my-app@456789:environment:production']);
expectEqual(main.subjects, ['project_path:my-org/my-app:ref_type:branch:ref:main']);
expectEqual(production.admits(production.sampleClaims('sts.amazonaws.com'), 'sts.amazonaws.com'), true);
expectEqual(main.admits(production.sampleClaims('sts.amazonaws.com'), 'sts.amazonaws.com'), false);

// @ts-expect-error the types of what needs no peer are real
() => GitHubRepository.of(1);

// the types of the clouds can be named without their peers
export type Role = aws.DeployRole;

function expectEqual(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) throw new Error(`${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
}
