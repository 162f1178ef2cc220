import { GitHubRepository, GitHubSubjectFormat, GitHubWorkload, GitLabProject, Workload } from '../../src/identity';
import { compileTrust } from '../../src/vault/trust';
import { BareWorkload } from '../support/bare-workload';

const ISSUER = 'https://token.actions.githubusercontent.com';
const app = GitHubRepository.of('my-org/my-app', { ownerId: '1', repositoryId: '2' });
const migrating = GitHubRepository.of('my-org/my-app', { ownerId: '1', repositoryId: '2', subjectFormat: GitHubSubjectFormat.MIGRATING });
const wide = { reason: 'asked for by name' };
const P = 'repo:my-org@1/my-app@2';

const compile = (...workloads: Workload[]) => compileTrust(workloads, 'vault', ISSUER, 'Stack/Role');
const exact = app.environment('production');
const beginning = app.branchesStartingWith('release/', wide);

describe('one role of Vault', () => {
  test('holds exact subjects beside beginnings where the claims are the same, in whatever order', () => {
    const claims = (workload: GitHubWorkload) => workload.withClaim('actor', 'a', 'b').withClaim('event_name', 'push');
    const turned = (workload: GitHubWorkload) => workload.withClaim('event_name', 'push').withClaim('actor', 'b', 'a');
    expect(compile(claims(exact), turned(beginning))).toEqual({
      boundAudiences: ['vault'],
      boundSubject: '',
      boundClaims: { actor: 'a,b', event_name: 'push', sub: `${P}:environment:production,${P}:ref:refs/heads/release/*` },
      boundClaimsType: 'glob',
    });
  });

  test('holds a workload without a subject that is named twice', () => {
    const lib = GitLabProject.of('g/p', { projectId: '20' });
    const { boundClaims } = compileTrust([lib.environment('production'), lib.environment('production')], 'vault', 'https://gitlab.com');
    expect(boundClaims).toEqual({ environment: 'production', project_id: '20' });
  });

  test('writes its claims in one order', () => {
    const keys = (workload: Workload) => Object.keys(compile(workload).boundClaims!);
    expect(keys(exact.withClaim('event_name', 'push').withClaim('actor', 'a'))).toEqual(['actor', 'event_name']);
  });

  test.each<[string, Workload[]]>([
    ['exact subjects and beginnings with a claim on one of them', [exact.onBranch('main'), beginning]],
    ['exact subjects and beginnings with other claims', [exact.withClaim('actor', 'a'), beginning.withClaim('event_name', 'push')]],
    ['exact subjects and beginnings with other values of a claim', [exact.withClaim('actor', 'a'), beginning.withClaim('actor', 'b')]],
    ['exact subjects and beginnings beside a third', [exact, beginning, app.environment('staging').onBranch('main')]],
    ['a beginning beside the same claims of any subject', [new BareWorkload(app.issuer, { subjects: [], claims: { actor: ['a'] } }), new BareWorkload(app.issuer, { subjects: [{ text: 'x', prefix: true }], claims: { actor: ['a'] } })]],
  ])('is refused for %s', (_name, workloads) => {
    expect(() => compile(...workloads)).toThrow(/differ in more than one claim.*\[NOT_ONE_ROLE\]/);
  });

  test('names every workload that it was asked for, where a value does not fit', () => {
    expect(() => compile(migrating.environment('a,b'), exact)).toThrow(/my-org\/my-app, environment "?a,b"?; my-org\/my-app, environment "?production/);
  });

  test('says what to do about a value of the subject and of another claim', () => {
    expect(() => compile(migrating.environment('a,b'))).toThrow(/one role for each exact subject/);
    expect(() => compile(exact.withClaim('actor', 'a,b'))).toThrow(/parts: choose a name without it \[/);
    expect(() => compile(exact.withClaim('actor', 'a,b'))).not.toThrow(/one role for each/);
  });
});
