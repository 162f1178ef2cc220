import { expectRefusal } from './expect-refusal';
import { REFUSED_TEXTS } from './refused-texts';
import { GitLabIssuer, Issuer } from '../../src/identity';

describe('the issuers of GitLab', () => {
  test.each([
    ['gitlab.com', GitLabIssuer.GITLAB_COM, 'https://gitlab.com'],
    ['an instance', GitLabIssuer.selfManaged('https://gitlab.example.com'), 'https://gitlab.example.com'],
    ['an instance on a port', GitLabIssuer.selfManaged('https://gitlab.example.com:8443'), 'https://gitlab.example.com:8443'],
    ['an instance under a path', GitLabIssuer.selfManaged('https://example.com/gitlab'), 'https://example.com/gitlab'],
  ])('are named as their tokens name them: %s', (_name, issuer, url) => {
    expect(issuer.url).toBe(url);
    expect(issuer).toBeInstanceOf(Issuer);
  });

  test.each(REFUSED_TEXTS)('fails for %s', (_name, value, code, words) => {
    expectRefusal(() => GitLabIssuer.selfManaged(value as string), code, words, /^issuer/);
  });

  test.each(['https://gitlab.example.com/', 'https://example.com/gitlab/'])('fails for a slash at the end: %s', url => {
    expectRefusal(() => GitLabIssuer.selfManaged(url), 'INVALID_ISSUER', /must not end with "\/"/);
  });

  test.each(['http://gitlab.example.com', 'gitlab.example.com', 'https://GitLab.example.com'])('fails for %s', url => {
    expectRefusal(() => GitLabIssuer.selfManaged(url), 'INVALID_ISSUER');
  });
});
