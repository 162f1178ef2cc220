import { expectRefusal } from './expect-refusal';
import { REFUSED_TEXTS } from './refused-texts';
import { Issuer } from '../../src/identity';

describe('an issuer of any kind', () => {
  test.each([
    'https://teamcity.example.com',
    'https://teamcity.example.com/',
    'https://example.com/realms/ci',
    'https://example.com/realms/ci/',
    'https://example.com:8443/ci',
    'https://1.2.3.4',
    'https://a',
    'https://a-b.example.com/A/b_c~d.e-f',
    'https://idcs-abc.identity.oraclecloud.com',
    'https://oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF',
  ])('keeps its URL to the letter: %s', url => {
    const issuer = Issuer.of(url);

    expect(issuer.url).toBe(url);
    expect(issuer.hostAndPath).toBe(url.slice('https://'.length));
    expect(`${issuer}`).toBe(url);
  });

  test.each(REFUSED_TEXTS)('fails for %s', (_name, value, code, words) => {
    expectRefusal(() => Issuer.of(value as string), code, words, /^issuer/);
  });

  test.each([
    ['no scheme', 'teamcity.example.com', /must begin with https:\/\//],
    ['plain http', 'http://teamcity.example.com', /must begin with https:\/\//],
    ['an upper-case scheme', 'HTTPS://teamcity.example.com', /must begin with https:\/\//],
    ['a leading space', ' https://teamcity.example.com', /must begin with https:\/\//],
    ['a user', 'https://me@teamcity.example.com', /neither user, query nor fragment/],
    ['a fragment', 'https://teamcity.example.com/#x', /neither user, query nor fragment/],
    ['a backslash', 'https://teamcity.example.com\\@evil.example', /neither user, query nor fragment/],
    ['no host', 'https://', /plain lower-case host/],
    ['no host but a path', 'https:///x', /plain lower-case host/],
    ['an upper-case host', 'https://TeamCity.example.com', /plain lower-case host/],
    ['a host that begins with a dot', 'https://.example.com', /plain lower-case host/],
    ['a host that ends with a dash', 'https://example-/x', /plain lower-case host/],
    ['a Unicode host', 'https://münchen.example', /plain lower-case host/],
    ['two slashes in the path', 'https://example.com//x', /plain lower-case host/],
    ['two slashes at the end', 'https://example.com//', /plain lower-case host/],
    ['a port that is no number', 'https://example.com:x', /plain lower-case host/],
    ['an overlong port', 'https://example.com:123456', /plain lower-case host/],
    ['a policy variable', 'https://example.com/${aws:username}', /plain lower-case host/],
    ['a colon in the path', 'https://example.com/a:sub', /plain lower-case host/],
    ['a quote', 'https://example.com/"', /plain lower-case host/],
    ['a space', 'https://example.com/a b', /plain lower-case host/],
  ])('fails for %s', (_name, url, words) => {
    expectRefusal(() => Issuer.of(url), 'INVALID_ISSUER', words, JSON.stringify(url).slice(0, 20));
  });

  test('fails for a query', () => {
    expectRefusal(() => Issuer.of('https://example.com/?x=y'), 'WILDCARD', /issuer must not contain/);
  });

  const ofLength = (length: number) => 'https://example.com/'.padEnd(length, 'x');

  test.each([2047, 2048])('accepts %d characters', length => {
    expect(Issuer.of(ofLength(length)).url).toHaveLength(length);
  });

  test.each([2049, 5000])('fails for %d characters', length => {
    expectRefusal(() => Issuer.of(ofLength(length)), 'TOO_LONG', /at most 2048 are allowed/, String(length));
  });

  test('is refused when it is long and odd, where an expression that tries every way to divide it would come to no end', () => {
    expectRefusal(() => Issuer.of(`https://${'a-'.repeat(1000)}!`), 'INVALID_ISSUER');
    expectRefusal(() => Issuer.of(`https://a${'/a'.repeat(900)}$`), 'INVALID_ISSUER');
  });
});
