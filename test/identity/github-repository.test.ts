import { expectRefusal, expectTrustError } from './expect-refusal';
import { REFUSED_IDS, REFUSED_REASONS, REFUSED_TEXTS } from './refused-texts';
import { GitHubIssuer, GitHubRepository, GitHubRepositoryOptions, GitHubSubjectFormat, GitHubSubjectTemplate, GitHubWorkload, WideTrustOptions } from '../../src/identity';

const IDS = { ownerId: '123456', repositoryId: '456789' };
const REASON = { reason: 'a sandbox without anything of value' };
const app = GitHubRepository.of('my-org/my-app');
const appWithIds = GitHubRepository.of('my-org/my-app', IDS);

describe('a repository by its name', () => {
  test('tells what it was given', () => {
    const repository = GitHubRepository.of('My-Org/my.app_1', IDS);

    expect(repository.fullName).toBe('My-Org/my.app_1');
    expect(repository.owner).toBe('My-Org');
    expect(repository.shortName).toBe('my.app_1');
    expect(repository.ownerId).toBe('123456');
    expect(repository.repositoryId).toBe('456789');
    expect(repository.issuer).toBe(GitHubIssuer.GITHUB_COM);
    expect(repository.subjectTemplate).toBe(GitHubSubjectTemplate.DEFAULT);
  });

  test('knows no ids unless they are given', () => {
    expect(app.ownerId).toBeUndefined();
    expect(app.repositoryId).toBeUndefined();
  });

  test('keeps the letter case that it was given', () => {
    expect(GitHubRepository.of('My-Org/My-App').branch('Main').subjects).toEqual(['repo:My-Org/My-App:ref:refs/heads/Main']);
  });

  test.each(REFUSED_TEXTS)('fails for %s', (_name, value, code, words) => {
    expectRefusal(() => GitHubRepository.of(value as string), code, words, /repository owner/);
  });

  const withinTexts = REFUSED_TEXTS.filter(([, value]) => typeof value === 'string' && value !== '');

  test.each(withinTexts)('fails for an owner with %s', (_name, value, code, words) => {
    expectRefusal(() => GitHubRepository.of(`${value}/my-app`), code, words, /repository owner/);
  });

  test.each(withinTexts)('fails for a name with %s', (_name, value, code, words) => {
    expectRefusal(() => GitHubRepository.of(`my-org/${value}`), code, words, /repository name/);
  });

  test.each([
    ['no slash', 'my-org', 'INVALID_REPOSITORY', /must be written owner\/name, got "my-org"/],
    ['two slashes', 'my-org/my-app/x', 'INVALID_REPOSITORY', /must be written owner\/name/],
    ['an address', 'https://github.com/my-org/my-app', 'INVALID_REPOSITORY', /must be written owner\/name/],
    ['no owner', '/my-app', 'EMPTY', /repository owner is empty/],
    ['no name', 'my-org/', 'EMPTY', /repository name is empty/],
    ['nothing but a slash', '/', 'EMPTY', /repository owner is empty\b.*\n.*repository name is empty/],
    ['a dot for a name', 'my-org/.', 'INVALID_REPOSITORY', /neither "\." nor "\.\."/],
    ['two dots for a name', 'my-org/..', 'INVALID_REPOSITORY', /neither "\." nor "\.\."/],
    ['a dot in the owner', 'my.org/my-app', 'INVALID_OWNER', /ASCII letters, digits, "-" and "_" only, got "my\.org"/],
    ['a space in the owner', 'my org/my-app', 'INVALID_OWNER', /got "my org"/],
    ['a space in the name', 'my-org/my app', 'INVALID_REPOSITORY', /got "my app"/],
    ['a colon in the owner', 'my:org/my-app', 'INVALID_OWNER', /got "my:org"/],
    ['a colon in the name', 'my-org/my:app', 'INVALID_REPOSITORY', /got "my:app"/],
    ['ids in the owner', 'my-org@123456/my-app', 'INVALID_OWNER', /got "my-org@123456"/],
    ['ids in the name', 'my-org/my-app@456789', 'INVALID_REPOSITORY', /got "my-app@456789"/],
    ['a Unicode owner', 'münchen/my-app', 'INVALID_OWNER', /ASCII/],
    ['a Unicode name', 'my-org/münchen', 'INVALID_REPOSITORY', /ASCII/],
    ['a policy variable', '${aws:username}/my-app', 'INVALID_OWNER', /ASCII/],
    ['a Greek letter that looks Latin', 'my-οrg/my-app', 'INVALID_OWNER', /ASCII/],
    ['a prefix', 'repo:my-org/my-app', 'INVALID_OWNER', /got "repo:my-org"/],
  ])('fails for %s', (_name, fullName, code, words) => {
    expectRefusal(() => GitHubRepository.of(fullName), code, words);
  });

  test('lists all that is wrong with it at once', () => {
    expectRefusal(() => GitHubRepository.of('a*/b c'), 'WILDCARD', /repository owner must not contain/, /repository name may hold/);
  });

  test.each([1, 38, 39])('accepts an owner of %d characters', length => {
    expect(GitHubRepository.of(`${'a'.repeat(length)}/b`).owner).toHaveLength(length);
  });

  test.each([40, 41, 500])('fails for an owner of %d characters', length => {
    expectRefusal(() => GitHubRepository.of(`${'a'.repeat(length)}/b`), 'TOO_LONG', `repository owner is ${length} characters, at most 39 are allowed`);
  });

  test.each([1, 99, 100])('accepts a name of %d characters', length => {
    expect(GitHubRepository.of(`a/${'b'.repeat(length)}`).shortName).toHaveLength(length);
  });

  test.each([101, 102, 500])('fails for a name of %d characters', length => {
    expectRefusal(() => GitHubRepository.of(`a/${'b'.repeat(length)}`), 'TOO_LONG', `repository name is ${length} characters, at most 100 are allowed`);
  });
});

describe('the ids of a repository', () => {
  test('make ids its form', () => {
    expect(appWithIds.subjectFormat).toBe(GitHubSubjectFormat.IDS);
    expect(appWithIds.branch('main').subjects).toEqual(['repo:my-org@123456/my-app@456789:ref:refs/heads/main']);
  });

  test('left out make names its form', () => {
    expect(app.subjectFormat).toBe(GitHubSubjectFormat.NAMES);
    expect(app.branch('main').subjects).toEqual(['repo:my-org/my-app:ref:refs/heads/main']);
  });

  test('do not decide the form where it is given', () => {
    const repository = GitHubRepository.of('my-org/my-app', { ...IDS, subjectFormat: GitHubSubjectFormat.NAMES });

    expect(repository.branch('main').subjects).toEqual(['repo:my-org/my-app:ref:refs/heads/main']);
    expect(repository.branch('main').sampleClaims('x')).toMatchObject({ repository_id: '456789', repository_owner_id: '123456' });
  });

  test.each(REFUSED_IDS)('fails for an owner id that is %s', (_name, value, code, words) => {
    expectRefusal(() => GitHubRepository.of('my-org/my-app', { ...IDS, ownerId: value as string }), code, words, /ownerId/);
  });

  test.each(REFUSED_IDS)('fails for a repository id that is %s', (_name, value, code, words) => {
    expectRefusal(() => GitHubRepository.of('my-org/my-app', { ...IDS, repositoryId: value as string }), code, words, /repositoryId/);
  });

  test.each(['1', '9'.repeat(19), '1'.repeat(20)])('accepts %s', id => {
    expect(GitHubRepository.of('a/b', { ownerId: id, repositoryId: id }).branch('main').subjects).toEqual([`repo:a@${id}/b@${id}:ref:refs/heads/main`]);
  });

  test.each([
    ['ownerId', { repositoryId: '456789' }],
    ['repositoryId', { ownerId: '123456' }],
  ])('fails where %s alone is missing', (missing, options) => {
    expectRefusal(() => GitHubRepository.of('my-org/my-app', options), 'IDS_INCOMPLETE', `${missing} is missing`, /"my-org\/my-app"/, /both ids or neither/);
  });

  test.each([GitHubSubjectFormat.NAMES, GitHubSubjectFormat.IDS, GitHubSubjectFormat.MIGRATING])('fails where one is missing, whatever the form: %s', subjectFormat => {
    expectRefusal(() => GitHubRepository.of('my-org/my-app', { ownerId: '1', subjectFormat }), 'IDS_INCOMPLETE', /repositoryId is missing/);
  });
});

describe('the form of the subject', () => {
  test.each([GitHubSubjectFormat.IDS, GitHubSubjectFormat.MIGRATING])('fails for %j without ids', subjectFormat => {
    expectRefusal(() => GitHubRepository.of('my-org/my-app', { subjectFormat }), 'FORMAT_NEEDS_IDS', JSON.stringify(subjectFormat), /pass ownerId and repositoryId/);
  });

  test('names both exact strings while it migrates', () => {
    const repository = GitHubRepository.of('my-org/my-app', { ...IDS, subjectFormat: GitHubSubjectFormat.MIGRATING });

    expect(repository.environment('production').subjects).toEqual([
      'repo:my-org/my-app:environment:production',
      'repo:my-org@123456/my-app@456789:environment:production',
    ]);
  });

  test('admits either string while it migrates and neither half of them', () => {
    const migrating = GitHubRepository.of('my-org/my-app', { ...IDS, subjectFormat: GitHubSubjectFormat.MIGRATING }).branch('main');
    const admits = (sub: string) => migrating.admits({ ...migrating.sampleClaims('x'), sub }, 'x');

    expect(admits('repo:my-org/my-app:ref:refs/heads/main')).toBe(true);
    expect(admits('repo:my-org@123456/my-app@456789:ref:refs/heads/main')).toBe(true);
    expect(admits('repo:my-org@123456/my-app:ref:refs/heads/main')).toBe(false);
    expect(admits('repo:my-org/my-app@456789:ref:refs/heads/main')).toBe(false);
    expect(admits('repo:my-org@123456/my-app@999999:ref:refs/heads/main')).toBe(false);
  });

  test.each(['bogus', '', 'IDS', 5])('fails for %j, which a typed caller cannot write', subjectFormat => {
    expectTrustError(() => GitHubRepository.of('my-org/my-app', { ...IDS, subjectFormat: subjectFormat as GitHubSubjectFormat }), JSON.stringify(subjectFormat));
  });
});

describe('the deadline of a migration', () => {
  const migrating = (migrationDeadline: unknown): GitHubRepositoryOptions =>
    ({ ...IDS, subjectFormat: GitHubSubjectFormat.MIGRATING, migrationDeadline: migrationDeadline as string });

  test.each(['2027-01-31', '2028-02-29', '1999-12-31', '2027-12-01'])('accepts %s', date => {
    expect(GitHubRepository.of('my-org/my-app', migrating(date)).branch('main').subjects).toHaveLength(2);
  });

  test.each([
    '', '2027-02-29', '2027-02-30', '2027-04-31', '2027-13-01', '2027-00-10', '2027-01-00', '2027-1-1', '27-01-01', '2027/01/31', '31-01-2027',
    '2027-01-31T00:00:00Z', ' 2027-01-31', '2027-01-31\n', '2027-01', 'tomorrow', '+002027-01-31', '２０２７-01-31', 20270131, null, new Date(0),
  ])('fails for %j', date => {
    expectRefusal(() => GitHubRepository.of('my-org/my-app', migrating(date)), 'INVALID_DATE', /calendar date written YYYY-MM-DD/, /migrationDeadline/);
  });

  test.each([undefined, GitHubSubjectFormat.NAMES, GitHubSubjectFormat.IDS])('fails where nothing migrates: %s', subjectFormat => {
    expectRefusal(() => GitHubRepository.of('my-org/my-app', { ...IDS, subjectFormat, migrationDeadline: '2027-01-31' }), 'DEADLINE_WITHOUT_MIGRATION',
      /has a migrationDeadline but is not migrating/);
  });
});

describe('a repository by its subject prefix', () => {
  test('in names', () => {
    const repository = GitHubRepository.fromSubjectPrefix('repo:my-org/my-app');

    expect(repository.subjectFormat).toBe(GitHubSubjectFormat.NAMES);
    expect(repository.environment('production').subjects).toEqual(['repo:my-org/my-app:environment:production']);
  });

  test('in ids', () => {
    const repository = GitHubRepository.fromSubjectPrefix('repo:my-org@123456/my-app@456789');

    expect(repository.fullName).toBe('my-org/my-app');
    expect(repository.ownerId).toBe('123456');
    expect(repository.repositoryId).toBe('456789');
    expect(repository.subjectFormat).toBe(GitHubSubjectFormat.IDS);
    expect(repository.environment('production').subjects).toEqual(['repo:my-org@123456/my-app@456789:environment:production']);
  });

  test('of another issuer', () => {
    const issuer = GitHubIssuer.enterprise('octocorp');

    expect(GitHubRepository.fromSubjectPrefix('repo:my-org@123456/my-app@456789', { issuer }).branch('main').issuer.url).toBe(issuer.url);
  });

  test.each([
    'my-org/my-app', 'repo:my-org', 'repo:my-org/', 'repo:/my-app', 'repo:my-org/my-app:', 'repo:my-org/my-app:ref:refs/heads/main', 'repo:my-org/my-app/x',
    'repo:my-org@123456/my-app', 'repo:my-org/my-app@456789', 'repo:my-org@/my-app@', 'repo:my-org@1@2/my-app@3', 'Repo:my-org/my-app', ' repo:my-org/my-app',
    'repository:my-org/my-app', 'repository_id:456789', '', undefined, null, 5, {},
  ])('fails for %j', prefix => {
    expectRefusal(() => GitHubRepository.fromSubjectPrefix(prefix as string), 'INVALID_SUBJECT_PREFIX', /repo:OWNER\/NAME or repo:OWNER@ID\/NAME@ID/, /sub_claim_prefix/);
  });

  test.each([
    ['a wildcard for an owner', 'repo:*/my-app', 'WILDCARD'],
    ['a wildcard for a name', 'repo:my-org/*', 'WILDCARD'],
    ['wildcards for ids', 'repo:my-org@*/my-app@*', 'INVALID_ID'],
    ['ids with leading zeros', 'repo:my-org@01/my-app@02', 'INVALID_ID'],
    ['names where ids belong', 'repo:my-org@a/my-app@b', 'INVALID_ID'],
    ['a line feed at the end', 'repo:my-org/my-app\n', 'CONTROL_CHARACTER'],
    ['a token for an owner', 'repo:${Token[TOKEN.1]}/my-app', 'TOKEN_IN_IDENTITY'],
    ['an overlong owner', `repo:${'a'.repeat(40)}/my-app`, 'TOO_LONG'],
    ['a dot for a name', 'repo:my-org/.', 'INVALID_REPOSITORY'],
  ])('fails for %s', (_name, prefix, code) => {
    expectRefusal(() => GitHubRepository.fromSubjectPrefix(prefix), code);
  });
});

describe('an environment with a colon', () => {
  test.each([
    ['production:eu:west', 'environment:production%3Aeu%3Awest'],
    ['ref:refs/heads/main', 'environment:ref%3Arefs/heads/main'],
  ])('is tested as a claim besides, since its escape could be a name of its own: %s', (name, context) => {
    const workload = app.environment(name);

    expect(workload.subjects).toEqual([`repo:my-org/my-app:${context}`]);
    expect(workload.claims).toEqual({ environment: [name] });
    expect(workload.admits({ ...workload.sampleClaims('x'), environment: name.replace(/:/g, '%3A') }, 'x')).toBe(false);
  });
});

describe('the context of a job', () => {
  test.each<[string, GitHubWorkload, string]>([
    ['an environment', app.environment('production'), 'environment:production'],
    ['an environment with a slash', app.environment('eu/production'), 'environment:eu/production'],
    ['an environment with a percent sign', app.environment('100%'), 'environment:100%'],
    ['an environment with a space', app.environment('my env'), 'environment:my env'],
    ['a branch', app.branch('main'), 'ref:refs/heads/main'],
    ['a branch with slashes', app.branch('a/b/c'), 'ref:refs/heads/a/b/c'],
    ['a branch with an escape in its name', app.branch('a%3Ab'), 'ref:refs/heads/a%3Ab'],
    ['a tag', app.tag('v1.2.3'), 'ref:refs/tags/v1.2.3'],
    ['pull requests', app.anyPullRequest(REASON), 'pull_request'],
  ])('is spelt as GitHub spells it: %s', (_name, workload, context) => {
    expect(workload.subjects).toEqual([`repo:my-org/my-app:${context}`]);
    expect(workload.subjectPrefixes).toEqual([]);
    expect(workload.claims).toEqual({});
  });

  test('tells branch and tag of one name apart', () => {
    const branch = app.branch('v1');
    const tag = app.tag('v1');

    expect(branch.admits(tag.sampleClaims('x'), 'x')).toBe(false);
    expect(tag.admits(branch.sampleClaims('x'), 'x')).toBe(false);
  });

  test('has no reasons where it is exact', () => {
    expect(app.environment('production').reasons).toEqual([]);
    expect(app.branch('main').reasons).toEqual([]);
    expect(app.tag('v1').reasons).toEqual([]);
  });
});

describe('what is wider than one exact subject', () => {
  const WIDE: [string, (options: WideTrustOptions) => GitHubWorkload, { exact?: string; prefix?: string }][] = [
    ['anyPullRequest', o => app.anyPullRequest(o), { exact: 'repo:my-org/my-app:pull_request' }],
    ['anyJob', o => app.anyJob(o), { prefix: 'repo:my-org/my-app:' }],
    ['environmentsStartingWith', o => app.environmentsStartingWith('preview-', o), { prefix: 'repo:my-org/my-app:environment:preview-' }],
    ['branchesStartingWith', o => app.branchesStartingWith('release/', o), { prefix: 'repo:my-org/my-app:ref:refs/heads/release/' }],
    ['tagsStartingWith', o => app.tagsStartingWith('v', o), { prefix: 'repo:my-org/my-app:ref:refs/tags/v' }],
    ['mergeQueueOf', o => app.mergeQueueOf('main', o), { prefix: 'repo:my-org/my-app:ref:refs/heads/gh-readonly-queue/main/pr-' }],
  ];

  describe.each(WIDE)('%s', (api, make, { exact, prefix }) => {
    test('says what it trusts and why', () => {
      const workload = make(REASON);

      expect(workload.subjects).toEqual(exact === undefined ? [] : [exact]);
      expect(workload.subjectPrefixes).toEqual(prefix === undefined ? [] : [prefix]);
      expect(workload.reasons).toEqual([REASON.reason]);
    });

    test('keeps its reason through what narrows it', () => {
      expect(make(REASON).onHostedRunner().reasons).toEqual([REASON.reason]);
    });

    test.each(REFUSED_REASONS)('fails for %s', (_name, options, code, words) => {
      expectRefusal(() => make(options as WideTrustOptions), code, words, code === 'REASON_MISSING' ? api : 'reason');
    });
  });

  test.each(['preview:', 'a:b'])('fails for the beginning %j, whose escape could be a name of its own', prefix => {
    expectRefusal(() => app.environmentsStartingWith(prefix, REASON), 'PERCENT_ESCAPE', /must not hold ":"/);
  });

  test('trusts both beginnings while the repository migrates', () => {
    const repository = GitHubRepository.of('my-org/my-app', { ...IDS, subjectFormat: GitHubSubjectFormat.MIGRATING });

    expect(repository.anyJob(REASON).subjectPrefixes).toEqual(['repo:my-org/my-app:', 'repo:my-org@123456/my-app@456789:']);
  });

  test('admits what begins so and nothing else', () => {
    const workload = app.branchesStartingWith('release/', REASON);
    const admits = (sub: string) => workload.admits({ ...workload.sampleClaims('x'), sub }, 'x');

    expect(admits('repo:my-org/my-app:ref:refs/heads/release/1')).toBe(true);
    expect(admits('repo:my-org/my-app:ref:refs/heads/release/')).toBe(true);
    expect(admits('repo:my-org/my-app:ref:refs/heads/release')).toBe(false);
    expect(admits('repo:my-org/my-app:ref:refs/heads/Release/1')).toBe(false);
    expect(admits('repo:my-org/my-app:ref:refs/heads/main/release/1')).toBe(false);
    expect(admits('xrepo:my-org/my-app:ref:refs/heads/release/1')).toBe(false);
    expect(admits('repo:my-org/my-app:ref:refs/tags/release/1')).toBe(false);
  });

  test('does not let every job of one repository be a job of another', () => {
    const workload = app.anyJob(REASON);
    const admits = (sub: string) => workload.admits({ ...workload.sampleClaims('x'), sub }, 'x');

    expect(admits('repo:my-org/my-app:environment:x')).toBe(true);
    expect(admits('repo:my-org/my-app2:environment:x')).toBe(false);
    expect(admits('repo:my-org/my-app@456789:environment:x')).toBe(false);
    expect(admits('repo:my-org/my-app')).toBe(false);
  });

  test.each(['preview%', 'preview%3'])('fails for the beginning %j, which the escape of a colon would begin with as well', prefix => {
    const other = app.environment('preview:x');
    let workload: GitHubWorkload | undefined;
    try {
      workload = app.environmentsStartingWith(prefix, REASON);
    } catch {
      // refused at the call is as good
    }

    expect(workload?.admits(other.sampleClaims('x'), 'x') ?? false).toBe(false);
  });
});

describe('a name in a subject', () => {
  const PARAMETERS: [string, string, (value: string) => unknown][] = [
    ['environment', 'environment name', value => app.environment(value)],
    ['environmentsStartingWith', 'environment name', value => app.environmentsStartingWith(value, REASON)],
    ['branch', 'branch name', value => app.branch(value)],
    ['branchesStartingWith', 'branch name', value => app.branchesStartingWith(value, REASON)],
    ['mergeQueueOf', 'branch name', value => app.mergeQueueOf(value, REASON)],
    ['tag', 'tag name', value => app.tag(value)],
    ['tagsStartingWith', 'tag name', value => app.tagsStartingWith(value, REASON)],
  ];

  describe.each(PARAMETERS)('of %s', (_api, what, call) => {
    test.each(REFUSED_TEXTS)('fails for %s', (_name, value, code, words) => {
      expectRefusal(() => call(value as string), code, words, what);
    });
  });

  const point = (code: number) => [`U+${code.toString(16).toUpperCase().padStart(4, '0')}`, String.fromCharCode(code)];
  const UNREADABLE = [
    0x00, 0x08, 0x0b, 0x1f, 0x7f, 0x80, 0x9f, 0x061c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0xd800, 0xdbff, 0xdc00, 0xdfff,
  ];

  test.each(UNREADABLE.map(point))('fails for %s wherever it stands', (_name, character) => {
    for (const name of [character, `${character}a`, `a${character}`, `a${character}b`]) {
      expectRefusal(() => app.environment(name), 'CONTROL_CHARACTER');
      expectRefusal(() => app.branch(name), 'CONTROL_CHARACTER');
    }
  });

  test.each([0x20, 0x7e, 0xa0, 0xad, 0xff, 0x061b, 0x200b, 0x200d, 0x2010, 0x2027, 0x202f, 0xfeff, 0xfffd].map(point))('may hold %s', (_name, character) => {
    expect(app.environment(`a${character}b`).subjects).toEqual([`repo:my-org/my-app:environment:a${character}b`]);
  });

  const REF_PARAMETERS = PARAMETERS.filter(([, what]) => what !== 'environment name');
  const WHOLE_REFS = REF_PARAMETERS.filter(([api]) => !api.endsWith('StartingWith'));

  const BROKEN: [string, RegExp][] = [
    ['a b', /contains a space/], ['a~b', /one of ~/], ['a^b', /one of ~/], ['a:b', /one of ~/], ['a[b', /one of ~/], ['a\\b', /one of ~/],
    ['a..b', /contains "\.\."/], ['a@{b', /contains "@\{"/], ['@{', /contains "@\{"/], ['/a', /begins or ends with "\/"/], ['a//b', /contains "\/\/"/],
    ['.a', /begins with "\."/], ['a/.b', /begins with "\."/], ['a.lock/b', /ends with "\.lock"/],
  ];
  const BROKEN_AS_A_WHOLE: [string, RegExp][] = [
    ['a/', /begins or ends with "\/"/], ['a.lock', /ends with "\.lock"/], ['a/b.lock', /ends with "\.lock"/], ['a.', /ends with "\."/], ['@', /is "@"/], ['/', /begins or ends/], ['.', /begins with "\."/],
  ];

  describe.each(REF_PARAMETERS)('that is a ref, of %s', (_api, what, call) => {
    test.each(BROKEN)('fails for %j, which git refuses', (name, words) => {
      expectRefusal(() => call(name), 'INVALID_REF', words, what, JSON.stringify(name));
    });

    test.each(['refs/heads/main', 'refs/tags/v1', 'refs/pull/1/merge', 'refs/remotes/origin/main', 'refs/x', 'refs/'])('fails for the full ref %j', name => {
      expectRefusal(() => call(name), 'INVALID_REF', /must be the short name/, what);
    });
  });

  describe.each(WHOLE_REFS)('that is a whole ref, of %s', (_api, what, call) => {
    test.each(BROKEN_AS_A_WHOLE)('fails for %j, which git refuses', (name, words) => {
      expectRefusal(() => call(name), 'INVALID_REF', words, what);
    });
  });

  test.each(['refs/heads/release/1', 'refs/tags/release/1'])('is proposed in short where the full ref was given: %s', name => {
    expectRefusal(() => app.branch(name), 'INVALID_REF', /write "release\/1"/);
  });

  test.each(['a/', 'a.', 'a.lock', '@', 'release/', 'v1.'])('may end as no whole name may where it is only a beginning: %j', prefix => {
    expect(app.branchesStartingWith(prefix, REASON).subjectPrefixes).toEqual([`repo:my-org/my-app:ref:refs/heads/${prefix}`]);
    expect(app.tagsStartingWith(prefix, REASON).subjectPrefixes).toEqual([`repo:my-org/my-app:ref:refs/tags/${prefix}`]);
  });

  test.each(['heads/main', 'tags/v1', 'origin/main', 'refs', 'refsx/a', 'a/refs/heads/b', 'a.lock.b', '-lead', 'a]b', 'a{b'])('is left alone where git takes it: %j', name => {
    expect(app.branch(name).subjects).toEqual([`repo:my-org/my-app:ref:refs/heads/${name}`]);
  });

  test.each(['a%3Ab', '%3A', 'a:b%3Ac'])('of an environment fails for %j, which could not be told from a colon', name => {
    expectRefusal(() => app.environment(name), 'PERCENT_ESCAPE', /must not contain "%3A"/, /write a colon as ":"/);
    expectRefusal(() => app.environmentsStartingWith(name, REASON), 'PERCENT_ESCAPE');
  });

  test.each([1, 254, 255])('of an environment may have %d characters', length => {
    expect(app.environment('x'.repeat(length)).subjects[0]).toHaveLength('repo:my-org/my-app:environment:'.length + length);
    expect(app.environment('🚀'.repeat(length)).subjects[0].endsWith('🚀')).toBe(true);
  });

  test.each([256, 1000])('of an environment fails for %d characters', length => {
    expectRefusal(() => app.environment('x'.repeat(length)), 'TOO_LONG', `environment name is ${length} characters, at most 255 are allowed`);
    expectRefusal(() => app.environment('🚀'.repeat(length)), 'TOO_LONG', `environment name is ${length} characters`);
  });
});
