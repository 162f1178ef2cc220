import { compileTrust, GoogleTrust, providerSettings } from '../../src/google/trust';
import { GitHubIssuer, GitHubRepository, GitHubSubjectFormat, GitLabProject, Issuer, Workload } from '../../src/identity';
import { BareWorkload } from '../support/bare-workload';

const ids = { ownerId: '1', repositoryId: '2' };
const app = GitHubRepository.of('my-org/my-app', ids);
const GITHUB = { idClaim: 'repository_id', severalAudiences: false };
const ELSEWHERE = { severalAudiences: true };
const settings = (...workloads: Workload[]) => providerSettings(GITHUB, [compileTrust(workloads)]);
const trustOf = (change: Partial<GoogleTrust>): GoogleTrust => ({ principals: [], attributes: [], longSubjects: false, tenants: [], ...change });

describe('the subject of Google', () => {
  const LONG = 'size(bytes(assertion.sub)) <= 127 ? assertion.sub : "-repository_id:" + assertion.repository_id';
  const long = 'x'.repeat(120);
  const prefix = 'repo:my-org@1/my-app@2:environment:';
  const growing = GitHubRepository.of('my-org/my-app', { ...ids, subjectFormat: GitHubSubjectFormat.MIGRATING });
  const between = 'x'.repeat(127 - prefix.length + 2); // fits by names and not by ids

  test.each<[string, Workload[], string]>([
    ['fits', [app.environment('x'.repeat(127 - prefix.length))], 'assertion.sub'],
    ['is one byte too long', [app.environment('x'.repeat(128 - prefix.length))], LONG],
    ['is too long for one of two jobs', [app.environment('p'), app.environment(long)], LONG],
    ['is too long in one of two forms', [growing.environment(between)], LONG],
    ['is only known by its beginning', [app.anyJob({ reason: 'asked for by name' })], LONG],
    ['is not known', [new BareWorkload(GitHubIssuer.GITHUB_COM, { claims: { actor: ['a'] } })], LONG],
  ])('is mapped so that it fits, where the subject %s', (_name, workloads, expression) => {
    expect(settings(...workloads).mapping['google.subject']).toBe(expression);
  });

  test('is a dash where an issuer has no id', () => {
    expect(providerSettings(ELSEWHERE, [trustOf({ longSubjects: true })]).mapping['google.subject']).toBe('size(bytes(assertion.sub)) <= 127 ? assertion.sub : "-"');
  });
});

describe('mapping and condition', () => {
  const tenant = (claim: string, value: string) => ({ claim, value });

  test('are in one order, whatever the order of what is asked for', () => {
    const { mapping, condition } = providerSettings(ELSEWHERE, [trustOf({ attributes: [{ name: 'b', expression: '"1"' }, { name: 'a', expression: '"2"' }, { name: 'c', expression: '"3"' }] })], { org: ['b', 'a', 'b'], area: ['x'] });
    expect(Object.keys(mapping)).toEqual(['attribute.a', 'attribute.area', 'attribute.b', 'attribute.c', 'attribute.org', 'google.subject']);
    expect(condition).toBe('assertion.area == "x" && assertion.org in ["a", "b"] && (type(assertion.aud) == string || size(assertion.aud) == 1)');
  });

  test('read every token of two tenants of different claims, neither of which all tokens carry', () => {
    const { mapping, condition } = providerSettings(GITHUB, [trustOf({ tenants: [tenant('project_id', '1'), tenant('project_path', 'g/p')] })]);
    expect(mapping).toEqual({ 'attribute.project_id': 'has(assertion.project_id) ? assertion.project_id : "-"', 'attribute.project_path': 'has(assertion.project_path) ? assertion.project_path : "-"', 'google.subject': 'assertion.sub' });
    expect(condition).toBe('assertion.project_path == "g/p" || assertion.project_id == "1"');
  });

  test('read the one claim of several tenants as it is', () => {
    const { mapping, condition } = providerSettings(GITHUB, [trustOf({ tenants: [tenant('project_id', '2'), tenant('project_id', '1')] })]);
    expect(mapping).toEqual({ 'attribute.project_id': 'assertion.project_id', 'google.subject': 'assertion.sub' });
    expect(condition).toBe('assertion.project_id in ["1", "2"]');
  });

  test('are no condition where no tenant is bound, whatever the issuer does', () => {
    expect(providerSettings(ELSEWHERE, [compileTrust([new BareWorkload(Issuer.of('https://ci.example.com'), { subjects: [{ text: 'x', prefix: false }] })])])).toEqual({ mapping: { 'google.subject': 'assertion.sub' }, condition: '' });
  });
});

test('a trust without a workload is refused', () => {
  expect(() => compileTrust([], 'Stack/Account')).toThrow(/'workloads' is empty.*\[NO_WORKLOADS\]/);
});

test('a trust names each member and each attribute once', () => {
  const lib = GitLabProject.of('g/p', { projectId: '20' });
  const { principals, attributes } = compileTrust([lib.branch('main').withProtectedRef(), lib.branch('next').withProtectedRef(), lib.branch('main').withProtectedRef()]);
  expect([principals.length, new Set(principals).size, attributes.length]).toEqual([2, 2, 1]);
});
