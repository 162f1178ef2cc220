import { expectRefusal } from './expect-refusal';
import { REFUSED_TEXTS } from './refused-texts';
import { GitHubIssuer, GitHubRepository, GitHubSubjectFormat, Issuer } from '../../src/identity';

describe('the issuers of GitHub', () => {
  test.each([
    ['github.com', GitHubIssuer.GITHUB_COM, 'https://token.actions.githubusercontent.com'],
    ['an enterprise of github.com', GitHubIssuer.enterprise('octocorp'), 'https://token.actions.githubusercontent.com/octocorp'],
    ['an enterprise in its own letter case', GitHubIssuer.enterprise('Octo-Corp'), 'https://token.actions.githubusercontent.com/Octo-Corp'],
    ['a tenant of GHE.com', GitHubIssuer.gheCom('octocorp'), 'https://token.actions.octocorp.ghe.com'],
    ['a tenant of GHE.com with its slug', GitHubIssuer.gheCom('octocorp', { enterpriseSlug: 'octo' }), 'https://token.actions.octocorp.ghe.com/octo'],
    ['a server', GitHubIssuer.enterpriseServer('github.example.com'), 'https://github.example.com/_services/token'],
    ['a server of one label', GitHubIssuer.enterpriseServer('github'), 'https://github/_services/token'],
  ])('are named as their tokens name them: %s', (_name, issuer, url) => {
    expect(issuer.url).toBe(url);
    expect(issuer).toBeInstanceOf(Issuer);
  });

  const PARTS: [string, string, (value: string) => GitHubIssuer][] = [
    ['the slug of an enterprise', 'enterprise slug', value => GitHubIssuer.enterprise(value)],
    ['the subdomain of a tenant', 'GHE.com subdomain', value => GitHubIssuer.gheCom(value)],
    ['the slug of a tenant', 'enterprise slug', value => GitHubIssuer.gheCom('octocorp', { enterpriseSlug: value })],
    ['the name of a server', 'hostname', value => GitHubIssuer.enterpriseServer(value)],
  ];

  describe.each(PARTS)('%s', (_part, what, issuerOf) => {
    test.each(REFUSED_TEXTS.filter(([, value]) => value !== undefined))('fails for %s', (_name, value, code, words) => {
      expectRefusal(() => issuerOf(value as string), code, words, what);
    });

    test.each(['a/b', 'a:1', 'https://a', '-a', 'a-', '.a', 'a.', 'a_b', 'a b', 'a@b', 'a#b', 'ä', '${a}', '%41', '..', 'a\\b'])('fails for %j', value => {
      expectRefusal(() => issuerOf(value), 'INVALID_ISSUER', /may hold letters, digits, "-" and "\." only/, what);
    });

    test('fails for 254 characters', () => {
      expectRefusal(() => issuerOf('a'.repeat(254)), 'TOO_LONG', /at most 253 are allowed/, what);
    });

    test.each([1, 252, 253])('accepts %d characters', length => {
      expect(issuerOf('a'.repeat(length)).url).toContain('a'.repeat(length));
    });
  });

  test('fails for a server in upper case, since a host in a token is in lower case', () => {
    expectRefusal(() => GitHubIssuer.enterpriseServer('GitHub.example.com'), 'INVALID_ISSUER', /lower-case host/);
  });

  test('fails for a missing subdomain', () => {
    expectRefusal(() => GitHubIssuer.gheCom(undefined as unknown as string), 'NOT_TEXT', /GHE\.com subdomain/);
  });
});

describe('a server that writes the bare colon', () => {
  const old = GitHubIssuer.enterpriseServer('github.example.com', { escapesColons: false });
  const young = GitHubIssuer.enterpriseServer('github.example.com');

  test('leaves a colon in an environment as it is', () => {
    expect(GitHubRepository.of('my-org/my-app', { issuer: old }).environment('a:b').subjects).toEqual(['repo:my-org/my-app:environment:a:b']);
  });

  test('is not the default', () => {
    expect(GitHubRepository.of('my-org/my-app', { issuer: young }).environment('a:b').subjects).toEqual(['repo:my-org/my-app:environment:a%3Ab']);
    expect(GitHubRepository.of('my-org/my-app', { issuer: GitHubIssuer.enterpriseServer('github.example.com', { escapesColons: true }) }).environment('a:b').subjects)
      .toEqual(['repo:my-org/my-app:environment:a%3Ab']);
  });
});

describe('a server that never sends ids', () => {
  const issuer = GitHubIssuer.enterpriseServer('github.example.com');
  const ids = { ownerId: '123456', repositoryId: '456789' };

  test('makes names the form of a repository with ids', () => {
    const repository = GitHubRepository.of('my-org/my-app', { ...ids, issuer });

    expect(repository.subjectFormat).toBe(GitHubSubjectFormat.NAMES);
    expect(repository.branch('main').subjects).toEqual(['repo:my-org/my-app:ref:refs/heads/main']);
  });

  test.each([GitHubSubjectFormat.IDS, GitHubSubjectFormat.MIGRATING])('fails for the form %j', subjectFormat => {
    expectRefusal(() => GitHubRepository.of('my-org/my-app', { ...ids, issuer, subjectFormat }), 'FORMAT_NOT_ON_ISSUER',
      /is not sent by issuer "https:\/\/github\.example\.com\/_services\/token"/, /sends names only/);
  });

  test('fails for a subject prefix with ids', () => {
    expectRefusal(() => GitHubRepository.fromSubjectPrefix('repo:a@1/b@2', { issuer }), 'FORMAT_NOT_ON_ISSUER');
  });

  test.each([
    ['github.com', GitHubIssuer.GITHUB_COM],
    ['an enterprise', GitHubIssuer.enterprise('octocorp')],
    ['GHE.com', GitHubIssuer.gheCom('octocorp')],
  ])('is unlike %s', (_name, other) => {
    expect(GitHubRepository.of('my-org/my-app', { ...ids, issuer: other }).subjectFormat).toBe(GitHubSubjectFormat.IDS);
  });
});
