import { Annotations, App, Stack } from 'aws-cdk-lib';
import { aws, GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitHubSubjectTemplate, Workload } from '../../src';

const NAMES = 'cdk-federated-roles:repositoriesByName';
const ids = { ownerId: '123456', repositoryId: '456789' };
const named = (name: string) => GitHubRepository.of(`my-org/${name}`).environment('production');

/** All warnings of an app by the path of their construct. */
function warningsOf(app: App): [string, string][] {
  return app.synth().stacks.flatMap(stack => stack.messages
    .filter(({ level }) => String(level) === 'warning')
    .map(({ id, entry }): [string, string] => [id, String(entry.data)]));
}

function roles(app: App, ...workloads: Workload[]): void {
  workloads.forEach((workload, i) => new aws.DeployRole(new Stack(app, `Stack${i}`), 'Role', { workloads: [workload] }));
}

describe('repositories that are trusted by name', () => {
  test('are listed in one warning an app', () => {
    const app = new App();
    roles(app, named('a'), named('b'), named('a'));
    const warnings = warningsOf(app);
    expect(warnings).toHaveLength(1);
    expect(warnings[0][0]).toBe('/Stack0/Role');
    expect(warnings[0][1]).toContain('repositories "my-org/a", "my-org/b" are trusted by name');
    expect(warnings[0][1]).toContain(`[ack: ${NAMES}]`);
  });

  test.each(['between', 'after'])('are acknowledged once for the app %s the roles', when => {
    const app = new App();
    const acknowledge = () => Annotations.of(app).acknowledgeWarning(NAMES, 'all older than the change');
    roles(app, named('a'));
    if (when === 'between') acknowledge();
    new aws.DeployRole(new Stack(app, 'Last'), 'Role', { workloads: [named('b')] });
    if (when === 'after') acknowledge();
    expect(warningsOf(app)).toEqual([]);
  });

  test('are acknowledged beforehand on the stack of the first role', () => {
    const app = new App(); // an app keeps no acknowledgement of its own that comes first
    const stack = new Stack(app, 'Stack');
    Annotations.of(stack).acknowledgeWarning(NAMES, 'all older than the change');
    for (const name of ['a', 'b']) new aws.DeployRole(stack, name, { workloads: [named(name)] });
    expect(warningsOf(app)).toEqual([]);
  });

  test('are warned of where the template holds the name and ids are known', () => {
    const app = new App();
    roles(app, GitHubRepository.of('my-org/a', { ...ids, subjectFormat: GitHubSubjectFormat.NAMES, subjectTemplate: GitHubSubjectTemplate.of(['repository', 'context']) }).environment('production'));
    expect(warningsOf(app)).toHaveLength(1);
  });

  test.each<[string, Workload]>([
    ['ids', GitHubRepository.of('my-org/a', ids).environment('production')],
    ['a test of the id', GitHubRepository.of('my-org/a', { ...ids, subjectFormat: GitHubSubjectFormat.NAMES }).environment('production').withRepositoryId()],
    ['an issuer that never sends ids', GitHubRepository.of('my-org/a', { issuer: GitHubIssuer.enterpriseServer('github.example.com') }).environment('production')],
  ])('are not warned of with %s', (_name, workload) => {
    const app = new App();
    roles(app, workload);
    expect(warningsOf(app)).toEqual([]);
  });
});

describe('a migrating repository', () => {
  const migrating = (migrationDeadline?: string) =>
    GitHubRepository.of('my-org/a', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING, migrationDeadline }).environment('production');

  test.each([
    [undefined, 'has no migrationDeadline'],
    ['2026-01-31', 'its migrationDeadline was 2026-01-31'],
  ])('is warned of when its deadline is %s', (deadline, text) => {
    const app = new App();
    roles(app, migrating(deadline));
    const warnings = warningsOf(app);
    expect(warnings).toHaveLength(1);
    expect(warnings[0][1]).toContain(text);
    expect(warnings[0][1]).toContain('[ack: cdk-federated-roles:DeployRole.migrating]');
  });

  test('is not warned of before its deadline', () => {
    const app = new App();
    roles(app, migrating('2999-12-31'));
    expect(warningsOf(app)).toEqual([]);
  });
});

describe('a reusable workflow', () => {
  const via = (ref: string) => GitHubRepository.of('my-org/a', ids).environment('production').viaWorkflow(`my-org/w/.github/workflows/d.yml@${ref}`);

  test.each(['refs/heads/main', 'refs/tags/v1', 'refs/heads/x@7b1f002b00ec25a5facc43e470ef7dfe6d32f300'])('is called a moving reference at %s', ref => {
    const app = new App();
    roles(app, via(ref));
    expect(warningsOf(app).map(([, text]) => text)).toEqual([expect.stringContaining(`"my-org/w/.github/workflows/d.yml@${ref}" is a moving reference`)]);
  });

  test('is not warned of at a commit', () => {
    const app = new App();
    roles(app, via('7b1f002b00ec25a5facc43e470ef7dfe6d32f300'));
    expect(warningsOf(app)).toEqual([]);
  });
});

test('a role named GitHubActions is warned of', () => {
  const app = new App();
  new aws.DeployRole(new Stack(app, 'Stack'), 'Role', { workloads: [GitHubRepository.of('my-org/a', ids).branch('main')], roleName: 'GitHubActions' });
  expect(warningsOf(app).map(([, text]) => text)).toEqual([expect.stringContaining('[ack: cdk-federated-roles:DeployRole.roleName]')]);
});
