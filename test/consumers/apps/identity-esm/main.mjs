import assert from 'node:assert/strict';
import { GitHubRepository } from 'cdk-federated-roles';

const main = GitHubRepository.of('my-org/my-app').branch('main');
assert.deepEqual(main.subjects, ['repo:my-org/my-app:ref:refs/heads/main']);
