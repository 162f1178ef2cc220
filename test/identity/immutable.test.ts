import * as identity from '../../src/identity';
import { GitHubIssuer, GitHubRepository, GitHubSubjectTemplate, GitLabGroup, GitLabIssuer, GitLabProject, GitLabSubjectComponent, Issuer } from '../../src/identity';

const REASON = { reason: 'a test asks for it' };
const claimKeys = ['repo', 'context'];
const template = GitHubSubjectTemplate.of(claimKeys);
const app = GitHubRepository.of('my-org/my-app', { ownerId: '1', repositoryId: '2', subjectTemplate: template });
const subjectComponents = [GitLabSubjectComponent.PROJECT_PATH, GitLabSubjectComponent.REF_TYPE, GitLabSubjectComponent.REF];
const lib = GitLabProject.of('my-org/my-app', { projectId: '20', subjectComponents });

/** One object of every call that makes one. */
const OBJECTS: readonly [string, object][] = [
  ['Issuer.of', Issuer.of('https://ci.example.com')],
  ['GitHubIssuer.GITHUB_COM', GitHubIssuer.GITHUB_COM],
  ['GitHubIssuer.enterprise', GitHubIssuer.enterprise('octocorp')],
  ['GitHubIssuer.gheCom', GitHubIssuer.gheCom('octocorp', { enterpriseSlug: 'octocorp' })],
  ['GitHubIssuer.enterpriseServer', GitHubIssuer.enterpriseServer('github.example.com')],
  ['GitLabIssuer.GITLAB_COM', GitLabIssuer.GITLAB_COM],
  ['GitLabIssuer.selfManaged', GitLabIssuer.selfManaged('https://gitlab.example.com')],
  ['GitHubSubjectTemplate.DEFAULT', GitHubSubjectTemplate.DEFAULT],
  ['GitHubSubjectTemplate.of', template],
  ['GitHubSubjectTemplate.anyContext', GitHubSubjectTemplate.anyContext(['repo'], REASON)],
  ['GitHubSubjectTemplate.anyRepositoryOfOwner', GitHubSubjectTemplate.anyRepositoryOfOwner(['repository_owner'], REASON)],
  ['GitHubSubjectTemplate.anyRepository', GitHubSubjectTemplate.anyRepository(['workflow'], REASON)],
  ['GitHubRepository.of', app],
  ['GitHubRepository.of by name', GitHubRepository.of('my-org/my-app')],
  ['GitHubRepository.fromSubjectPrefix', GitHubRepository.fromSubjectPrefix('repo:my-org@1/my-app@2')],
  ['GitHubRepository.environment', app.environment('production')],
  ['GitHubRepository.branch', app.branch('main')],
  ['GitHubRepository.tag', app.tag('v1')],
  ['GitHubRepository.anyPullRequest', app.anyPullRequest(REASON)],
  ['GitHubRepository.anyJob', app.anyJob(REASON)],
  ['GitHubRepository.environmentsStartingWith', app.environmentsStartingWith('preview-', REASON)],
  ['GitHubRepository.mergeQueueOf', app.mergeQueueOf('main', REASON)],
  ['GitHubWorkload.viaWorkflow', app.environment('production').viaWorkflow('o/r/.github/workflows/deploy.yml@refs/heads/main')],
  ['GitHubWorkload.withClaim', app.environment('production').withClaim('actor', 'octocat')],
  ['GitLabProject.of', lib],
  ['GitLabProject.branch', lib.branch('main')],
  ['GitLabProject.environment', lib.environment('production')],
  ['GitLabProject.anyJob', lib.anyJob(REASON)],
  ['GitLabWorkload.withClaim', lib.branch('main').withClaim('user_login', 'octocat')],
  ['GitLabGroup.of', GitLabGroup.of('my-org')],
  ['GitLabGroup.anyProject', GitLabGroup.of('my-org').anyProject(REASON)],
];

/** Every name of an object, its own and those of its classes. */
function namesOf(object: object): string[] {
  const names = new Set<string>();
  for (let at = object; at !== Object.prototype; at = Object.getPrototypeOf(at)) Object.getOwnPropertyNames(at).forEach(name => names.add(name));
  names.delete('constructor');
  return [...names];
}

test('every class of identities has an object here', () => {
  const classes = Object.values(identity).filter(member => typeof member === 'function');
  expect(classes.filter(type => !OBJECTS.some(([, object]) => object instanceof type)).map(({ name }) => name)).toEqual([]);
  expect(classes.length).toBeGreaterThanOrEqual(9);
});

describe.each(OBJECTS)('what %s makes', (_name, object) => {
  test('can be marked by the runtime of another language', () => {
    const mark = Symbol('mark');
    Object.defineProperty(object, mark, { value: 'a reference', enumerable: false, writable: true, configurable: true });

    expect((object as Record<symbol, unknown>)[mark]).toBe('a reference');
    expect([Object.isExtensible(object), Object.isFrozen(object)]).toEqual([true, false]);
    delete (object as Record<symbol, unknown>)[mark];
  });

  test('has properties that can be neither written nor redefined nor deleted', () => {
    const names = Object.getOwnPropertyNames(object);
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      expect(Object.getOwnPropertyDescriptor(object, name)).toMatchObject({ writable: false, configurable: false });
      expect(() => { delete (object as Record<string, unknown>)[name]; }).toThrow(TypeError);
    }
  });

  test('throws where anything of it is assigned, methods included', () => {
    for (const name of namesOf(object)) {
      const before = (object as Record<string, unknown>)[name];
      expect(() => { (object as Record<string, unknown>)[name] = '*'; }).toThrow(TypeError);
      expect((object as Record<string, unknown>)[name]).toEqual(before);
    }
  });

  test('holds no list or table that can be changed', () => {
    const inner = Object.values(object).filter(value => Array.isArray(value) || (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype));
    for (const value of inner) expect([value, Object.isFrozen(value), Object.values(value).every(item => typeof item !== 'object' || Object.isFrozen(item))]).toEqual([value, true, true]);
  });

  test('hands out copies', () => {
    for (const name of namesOf(object).filter(candidate => !candidate.startsWith('_'))) {
      const value = (object as Record<string, any>)[name];
      if (typeof value !== 'object' || value === null || ![Array.prototype, Object.prototype].includes(Object.getPrototypeOf(value)) || Object.isFrozen(value)) continue;
      const before = JSON.stringify(value);
      for (const list of Array.isArray(value) ? [value] : Object.values(value) as string[][]) list.push('*');
      value.added = ['*'];
      expect(JSON.stringify((object as Record<string, any>)[name])).toBe(before);
    }
  });
});

test('what a caller passed can be changed without changing the identity', () => {
  claimKeys.push('actor');
  subjectComponents.pop();

  expect(template.claimKeys).toEqual(['repo', 'context']);
  expect(lib.subjectComponents).toHaveLength(3);
});
