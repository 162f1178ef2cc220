import { hintFor, hintToTheLetter, neverBecomes, refusedHint } from '../../src/private/hints';
import { isLike, jobSubjectOf } from '../../src/private/subjects';

const repo = 'repo:my-org/my-app';
const ids = 'repo:my-org@1/my-app@2';
const project = 'project_path:my-org/my-app';
const GITHUB = 'https://token.actions.githubusercontent.com';

describe('a hint for a claim that is not what a target asks for', () => {
  test.each<[string, string, unknown, unknown, string | undefined]>([
    // the ten commonest failures, but for the claim that a cloud does not see, which is its own to tell
    ['environment replaced the ref', 'sub', `${repo}:ref:refs/heads/main`, `${repo}:environment:production`,
      'the job names environment "production", which takes the place of the ref in its subject: trust environment "production", or take the environment out of the job'],
    ['ids missing in the trust', 'sub', `${repo}:ref:refs/heads/main`, `${ids}:ref:refs/heads/main`,
      `the repository sends its numeric ids in the subject, as every one does that is new, renamed or transferred since 2026-07-15: trust "${ids}:ref:refs/heads/main"`],
    ['ids that are not sent', 'sub', `${ids}:ref:refs/heads/main`, `${repo}:ref:refs/heads/main`,
      `the repository sends names without ids in its subject: trust "${repo}:ref:refs/heads/main", or have the repository send the immutable form`],
    ['letter case', 'sub', 'repo:My-Org/my-app:ref:refs/heads/main', `${repo}:ref:refs/heads/main`, `only the letter case differs, and it counts: write "${repo}:ref:refs/heads/main", as the issuer does`],
    ['audience', 'aud', 'sts.amazonaws.com', 'https://github.com/my-org', 'the job requested its token for audience "https://github.com/my-org", which GitHub puts in when the job names none: request it for "sts.amazonaws.com"'],
    ['pull request', 'sub', `${repo}:ref:refs/heads/main`, `${repo}:pull_request`,
      'the job runs for a pull request, whose subject names neither branch nor environment: run it on a push for branch "main", or have it name an environment that is trusted'],
    ['tag for branch', 'sub', `${repo}:ref:refs/heads/main`, `${repo}:ref:refs/tags/v1`, 'the job runs for tag "v1", and branch "main" is trusted: run it for branch "main", or trust tag "v1"'],
    ['enterprise issuer', 'iss', GITHUB, `${GITHUB}/octocorp`, `the enterprise of the job has its slug in the issuer of its tokens: trust the issuer "${GITHUB}/octocorp", with a provider and with conditions of its own`],
    ['merge queue', 'sub', `${repo}:ref:refs/heads/main`, `${repo}:ref:refs/heads/gh-readonly-queue/main/pr-7-0123`,
      'the job runs in the merge queue of branch "main", on a branch that exists for it alone: run it on a push to "main", or trust the queue by its name'],
    // and more
    ['no environment', 'sub', `${repo}:environment:production`, `${repo}:ref:refs/heads/main`, 'the job names no environment, and runs for branch "main": add "environment: production" to the job, or trust branch "main"'],
    ['another environment', 'sub', `${repo}:environment:production`, `${repo}:environment:staging`, 'the job names environment "staging": have it name environment "production", or trust "staging" as well'],
    ['environment for pull requests', 'sub', `${repo}:pull_request`, `${repo}:environment:staging`,
      'the job names environment "staging", which takes the place of the ref in its subject: trust environment "staging", or take the environment out of the job'],
    ['branch for pull requests', 'sub', `${repo}:pull_request`, `${repo}:ref:refs/heads/main`, 'the job runs for branch "main", and only pull requests are trusted: trust branch "main"'],
    ['pull request for environment', 'sub', `${repo}:environment:production`, `${repo}:pull_request`,
      'the job runs for a pull request, whose subject names neither branch nor environment: run it on a push for environment "production", or have it name an environment that is trusted'],
    ['branch for tag', 'sub', `${repo}:ref:refs/tags/v1`, `${repo}:ref:refs/heads/main`, 'the job runs for branch "main", and tag "v1" is trusted: run it for tag "v1", or trust branch "main"'],
    ['ids, and environment', 'sub', `${repo}:ref:refs/heads/main`, `${ids}:environment:production`, expect.stringMatching(/^the repository sends its numeric ids .*; besides, the job names environment "production", which/)],
    ['ids of another repository', 'sub', `${ids}:ref:refs/heads/main`, 'repo:my-org@1/my-app@3:ref:refs/heads/main', expect.stringMatching(/^the ids are those of another repository of the same name/)],
    ['any ids, and environment', 'sub', 'repo:my-org@*/my-app@*:ref:refs/heads/main', `${ids}:environment:production`, expect.stringMatching(/^the job names environment "production", which/)],
    ['letter case of the repository, and environment', 'sub', 'repo:My-Org/my-app:ref:refs/heads/main', `${repo}:environment:production`, expect.stringMatching(/^the job names environment/)],
    ['letter case of the repository, in a pattern', 'sub', 'repo:My-Org/my-app:*', `${repo}:*`, expect.stringMatching(/^only the letter case differs/)],
    ['another repository', 'sub', `${repo}:ref:refs/heads/main`, 'repo:me/my-app:ref:refs/heads/main', 'the job is of "me/my-app", and "my-org/my-app" is trusted: trust it as well, or in place of the other if that was renamed or moved, or run the job there'],
    ['a repository that is a pattern', 'sub', 'repo:my-org/*:ref:refs/heads/main', 'repo:me/my-app:ref:refs/heads/main', expect.stringMatching(/^the job is of "me\/my-app", and "my-org\/\*" is trusted/)],
    ['a pattern of a whole owner, and ids', 'sub', 'repo:my-org/*', `${ids}:ref:refs/heads/main`, expect.stringMatching(/^the repository sends its numeric ids/)],
    ['a pattern of a whole owner, and letter case', 'sub', 'repo:My-Org/*', `${repo}:ref:refs/heads/main`, expect.stringMatching(/^only the letter case differs/)],
    ['a pattern of branches, and environment', 'sub', 'repo:my-org/*:ref:refs/heads/*', `${repo}:environment:production`, expect.stringMatching(/^the job names environment "production", which takes the place of the ref/)],
    ['a pattern that takes the ids in', 'sub', 'repo:my-org*/my-app*:ref:refs/heads/main', `${ids}:ref:refs/tags/v1`, expect.stringMatching(/^the job runs for tag "v1"/)],
    ['a pattern of refs', 'sub', `${repo}:ref:refs/release/*`, `${repo}:ref:refs/heads/main`, 'the job runs for branch "main", and "refs/release/*" is trusted: run it for "refs/release/*", or trust branch "main"'],
    ['a pattern of one character', 'sub', `${repo}:ref:refs/heads/release-?`, `${repo}:ref:refs/heads/release-10`, expect.stringMatching(/^the job runs for branch "release-10", and branch "release-\?" is trusted/)],
    ['a repository with another name and the same ids', 'sub', 'repo:my-org@1/old@2:ref:refs/heads/main', `${ids}:ref:refs/heads/main`,
      'the repository was renamed or transferred: its ids are those that are trusted, its name is not: write "my-org/my-app" in place of "my-org/old"'],
    ['another repository, and environment', 'sub', 'repo:me/my-app:ref:refs/heads/main', `${repo}:environment:production`, expect.stringMatching(/^the job is of "my-org\/my-app", .*; besides, the job names environment "production", which/)],
    ['a customised subject', 'sub', `${repo}:ref:refs/heads/main`, 'repository_id:2:environment:production', 'the issuer sends a subject that was customised, and the default form is trusted: trust "repository_id:2:environment:production", or have the default restored'],
    ['a default subject for a customised one', 'sub', 'repository_id:2:environment:production', `${repo}:ref:refs/heads/main`, `the issuer sends a subject of the default form, and a customised one is trusted: trust "${repo}:ref:refs/heads/main", or have the subject customised`],
    ['a customised subject that names the repository', 'sub', `${repo}:*:main`, `${repo}:job_workflow_ref:a/b/c.yml@main`, `the subject is another, it says "a/b/c.yml@main" where "main" is trusted: trust "${repo}:job_workflow_ref:a/b/c.yml@main" as well, or run the job that is meant`],
    ['a customised subject of the repository for its ref', 'sub', `${repo}:ref:refs/*`, `${repo}:job_workflow_ref:a/b/c.yml@main`,
      `the issuer sends a subject that was customised, and the default form is trusted: trust "${repo}:job_workflow_ref:a/b/c.yml@main", or have the default restored`],
    ['a default subject for a customised one of the repository', 'sub', `${repo}:job_workflow_ref:*`, `${repo}:pull_request`,
      `the issuer sends a subject of the default form, and a customised one is trusted: trust "${repo}:pull_request", or have the subject customised`],
    ['letter case of the repository, beside what is not known', 'sub', 'repo:My-Org/my-app:job_workflow_ref:a', `${repo}:job_workflow_ref:b`, 'only the letter case of "My-Org/my-app" differs, and it counts: write "my-org/my-app", as the issuer does'],
    ['nothing in letter case, beside what is not known', 'sub', `${repo}:job_workflow_ref:a`, `${repo}:job_workflow_ref:b`, 'the subject is another, its job_workflow_ref is "b", and "a" is trusted: trust "b" as well, or run the job that is meant'],
    ['a pattern of nothing known, for a job of nothing known', 'sub', `${repo}:*:a`, `${repo}:job:b`, expect.stringMatching(/^the subject is another, it says "b" where "a" is trusted: trust "repo:/)],
    ['a colon that follows no claim', 'sub', `${repo}:ref:refs/heads/main`, `${repo}:Ab:c`, expect.stringMatching(/^the subject is another, it says "Ab" where "ref" is trusted; it says "c" where/)],
    ['a pull request for an environment', 'sub', `${repo}:pull_request`, `${repo}:environment:a`, expect.stringMatching(/^the job names environment "a", which takes the place of the ref/)],
    ['a branch for pull requests', 'sub', `${repo}:pull_request`, `${repo}:ref:refs/heads/a`, 'the job runs for branch "a", and only pull requests are trusted: trust branch "a"'],
    ['a queue for pull requests', 'ref', 'refs/pull/1/merge', 'refs/heads/gh-readonly-queue/a/pr-1-0', expect.stringMatching(/^the job runs in the merge queue of branch "a",/)],
    ['other ids and another name', 'sub', 'repo:my-org@1/old@3:ref:refs/heads/main', `${ids}:ref:refs/heads/main`, expect.stringMatching(/^the job is of "my-org\/my-app", and "my-org\/old" is trusted/)],
    ['a claim further on in the subject', 'sub', `${repo}:ref:refs/heads/main`, 'JOB:repository_id:2', 'the job is another than the one that is trusted: trust "JOB:repository_id:2", or run the job that is meant'],
    ['GitLab: a pattern that goes on behind its asterisk', 'sub', `${project}:*:main`, `${project}:ref_type:branch:ref:dev`, 'the job runs for branch "dev", and "*:main" is trusted: run it for "*:main", or trust branch "dev"'],
    ['GitLab: the ref', 'ref_path', 'refs/heads/main', 'refs/tags/v1', 'the job runs for tag "v1", and branch "main" is trusted: run it for branch "main", or trust tag "v1"'],
    ['data residency further on in the issuer', 'iss', GITHUB, 'https://x/https://token.actions.octocorp.ghe.com', expect.stringMatching(/^another issuer signed the token/)],
    ['a server further on in the issuer', 'iss', GITHUB, 'https://x/https://github.example.com/_services/token', expect.stringMatching(/^another issuer signed the token/)],
    ['an issuer that goes on like a server', 'iss', GITHUB, 'https://github.example.com/_services/tokens', expect.stringMatching(/^another issuer signed the token/)],
    ['an owner further on in the audience', 'aud', 'a', 'x https://github.com/a', 'the job requested its token for audience "x https://github.com/a": request it for "a"'],
    ['a token that looks like a pattern', 'sub', `${repo}:ref:refs/heads/main`, `${repo}*`, 'the job is of "my-org/my-app*", and "my-org/my-app" is trusted: trust it as well, or in place of the other if that was renamed or moved, or run the job there'],
    ['GitLab: a pattern of a group', 'sub', 'project_path:my-group/*', `${project}:ref_type:branch:ref:main`, expect.stringMatching(/^the job is of "my-org\/my-app", and "my-group\/\*" is trusted/)],
    ['GitLab: a pattern of refs', 'sub', `${project}:ref_type:tag*`, `${project}:ref_type:branch:ref:main`, 'the job runs for branch "main", and "ref_type:tag*" is trusted: run it for "ref_type:tag*", or trust branch "main"'],
    ['a server of its own', 'iss', GITHUB, 'https://github.example.com/_services/token', 'the token is of a GitHub Enterprise Server, which signs with an issuer of its own: trust "https://github.example.com/_services/token"'],
    ['no server of its own', 'iss', 'https://github.example.com/_services/token', GITHUB, `the token is not of the GitHub Enterprise Server that is trusted: trust the issuer "${GITHUB}", or run the job on "https://github.example.com/_services/token"`],
    ['the type of the ref', 'ref_type', 'branch', 'tag', 'the job runs for a ref of type "tag", and "branch" is trusted (claim ref_type): trust "tag" as well, or run the job there'],
    ['the event: pull request', 'event_name', 'push', 'pull_request_target', expect.stringMatching(/^the job runs for a pull request, .*: run it on a push for "push"/)],
    ['the event', 'event_name', 'push', 'schedule', expect.stringMatching(/^the job was started by "schedule", and "push" is trusted/)],
    ['the owner', 'repository_owner_id', '1', '2', 'the job is of owner "2", and "1" is trusted (claim repository_owner_id): trust "2" as well, or run the job there'],
    ['a claim that every object has', 'constructor', 'a', 'b', expect.stringMatching(/^the token carries \w+ "b", and "a" is trusted: trust "b" as well, or run the job that is meant$/)],
    ['GitLab: another branch', 'sub', `${project}:ref_type:branch:ref:main`, `${project}:ref_type:branch:ref:dev`, 'the job runs for branch "dev", and branch "main" is trusted: run it for branch "main", or trust branch "dev"'],
    ['GitLab: tag for branch', 'sub', `${project}:ref_type:branch:ref:main`, `${project}:ref_type:tag:ref:v1`, 'the job runs for tag "v1", and branch "main" is trusted: run it for branch "main", or trust tag "v1"'],
    ['GitLab: another project', 'sub', `${project}:ref_type:branch:ref:main`, 'project_path:me/my-app:ref_type:branch:ref:main', expect.stringMatching(/^the job is of "me\/my-app"/)],
    ['a subject of another kind', 'sub', `${project}:ref_type:branch:ref:main`, `${repo}:ref:refs/heads/main`, expect.stringMatching(/^the job is another than the one that is trusted: trust /)],
    ['a subject that is not known', 'sub', `${repo}:ref:refs/heads/main`, 'job-7', expect.stringMatching(/^the job is another than the one that is trusted: trust /)],
    ['nothing that is known', 'sub', 'job-8', `${repo}:ref:refs/heads/main`, expect.stringMatching(/^the job is another than the one that is trusted: trust /)],
    ['two that are not known', 'sub', 'job:8', 'job:7', 'the subject is another, its job is "7", and "8" is trusted: trust "7" as well, or run the job that is meant'],
    ['the ref claim: tag for branch', 'ref', 'refs/heads/main', 'refs/tags/v1', 'the job runs for tag "v1", and branch "main" is trusted: run it for branch "main", or trust tag "v1"'],
    ['the ref claim: pull request', 'ref', 'refs/heads/main', 'refs/pull/7/merge', expect.stringMatching(/^the job runs for a pull request/)],
    ['the ref claim: merge queue', 'ref', 'refs/heads/main', 'refs/heads/gh-readonly-queue/a/b/pr-7-0', expect.stringMatching(/^the job runs in the merge queue of branch "a\/b"/)],
    ['the ref claim: something else', 'ref', 'refs/heads/main', 'main', 'the job runs for ref "main", and "refs/heads/main" is trusted (claim ref): trust "main" as well, or run the job there'],
    ['the environment claim', 'environment', 'production', 'staging', 'the job names environment "staging": have it name environment "production", or trust "staging" as well'],
    ['white space in the trust', 'environment', 'production ', 'production', 'only the white space around it differs, and it counts: write "production"'],
    ['white space in the token', 'environment', 'production', ' production', 'only the white space around it differs, and it counts: write " production"'],
    ['white space within', 'environment', 'pro duction', 'production', expect.stringMatching(/^the job names environment "production"/)],
    ['a colon within a name', 'sub', `${repo}:environment:eu:prod`, `${repo}:environment:eu%3Aprod`, `the issuer writes a colon within a name as "%3A": write "${repo}:environment:eu%3Aprod"`],
    ['a colon within a name in small letters', 'sub', `${repo}:environment:eu%3aprod`, `${repo}:environment:eu%3Aprod`, expect.stringMatching(/^the issuer writes a colon within a name/)],
    ['no colon where the trust has one', 'sub', `${repo}:environment:eu:prod`, `${repo}:environment:euprod`, expect.stringMatching(/^the job names environment "euprod"/)],
    ['no environment claim', 'environment', 'production', undefined, 'the job names no environment: add "environment: production" to the job'],
    ['no audience', 'aud', 'a', undefined, 'the token was requested for no audience: request it for "a"'],
    ['no issuer', 'iss', GITHUB, undefined, 'the token does not carry iss, without which nobody knows who signed it: give all the claims of the token'],
    ['no such claim', 'actor', 'a', null, 'the token does not carry actor: test a claim that the issuer sends, or have it sent'],
    ['a number', 'repository_id', '7', 7, 'the token carries repository_id as a number, which never equals a text: test another claim'],
    ['a boolean', 'ref_protected', 'true', true, 'the token carries ref_protected as a boolean, which never equals a text: test another claim'],
    ['a list', 'groups', 'a', ['a'], 'the token carries groups as a list: it takes a target that looks into lists'],
    ['an object', 'groups', 'a', { a: 1 }, 'the token carries groups as an object, which never equals a text: test another claim'],
    ['several audiences', 'aud', 'a', ['a', 'b'], 'the token is for several audiences: request it for "a" alone'],
    ['an empty list of audiences', 'aud', 'a', [], 'the token was requested for no audience: request it for "a"'],
    ['one other audience in a list', 'aud', 'a', ['b'], 'the job requested its token for audience "b": request it for "a"'],
    ['an owner that is no audience', 'aud', 'a', 'https://github.com/a/b', 'the job requested its token for audience "https://github.com/a/b": request it for "a"'],
    ['a slash more', 'iss', 'https://gitlab.example.com', 'https://gitlab.example.com/', 'only the slash at its end differs, and it counts: trust "https://gitlab.example.com/"'],
    ['a slash less', 'iss', 'https://gitlab.example.com/', 'https://gitlab.example.com', 'only the slash at its end differs, and it counts: trust "https://gitlab.example.com"'],
    ['no slug', 'iss', `${GITHUB}/octocorp`, GITHUB, expect.stringMatching(/^the enterprise does not have its slug in the issuer/)],
    ['data residency', 'iss', GITHUB, 'https://token.actions.octocorp.ghe.com', 'the token is of an enterprise on GHE.com, which signs with an issuer of its own: trust "https://token.actions.octocorp.ghe.com"'],
    ['another issuer', 'iss', GITHUB, 'https://gitlab.com', `another issuer signed the token: trust "https://gitlab.com", or take a token of "${GITHUB}"`],
    ['an issuer in other letters', 'iss', GITHUB, GITHUB.toUpperCase(), expect.stringMatching(/^only the letter case differs/)],
    ['any other claim', 'workflow', 'a', 'b', expect.stringMatching(/^the token carries \w+ "b", and "a" is trusted: trust "b" as well, or run the job that is meant$/)],
  ])('%s', (_name, claim, expected, found, hint) => {
    expect(hintFor({ claim, expected: [expected as string], found })).toEqual(hint);
  });

  test.each([
    ['repository', 'is of repository'], ['repository_id', 'is of repository'], ['repository_owner', 'is of owner'], ['project_path', 'is of project'], ['project_id', 'is of project'], ['namespace_path', 'is of group'],
    ['namespace_id', 'is of group'], ['ref_path', 'runs for ref'], ['ref_protected', 'runs for a ref whose protection is'], ['job_workflow_ref', 'runs through the reusable workflow'],
  ])('says in words what the claim %s tells of the job', (claim, says) => {
    expect(hintFor({ claim, expected: ['a', 'b'], found: 'c' })).toBe(`the job ${says} "c", and "a" or "b" is trusted (claim ${claim}): trust "c" as well, or run the job there`);
  });

  test('names all values of which one would do', () => {
    expect(hintFor({ claim: 'aud', expected: ['a', 'b'], found: undefined })).toBe('the token was requested for no audience: request it for "a" or "b"');
    expect(hintFor({ claim: 'workflow', expected: ['a', 'b'], found: 'c' })).toBe('the token carries workflow "c", and "a" or "b" is trusted: trust "c" as well, or run the job that is meant');
    expect(hintFor({ claim: 'iss', expected: ['https://a', 'https://b'], found: 'https://c' })).toBe('another issuer signed the token: trust "https://c", or take a token of "https://a" or "https://b"');
    expect(hintFor({ claim: 'event_name', expected: ['push', 'schedule'], found: 'pull_request' })).toMatch(/run it on a push for "push" or "schedule"/);
  });

  test('speaks of the nearest of several values', () => {
    const branch = `${repo}:ref:refs/heads/main`;
    expect(hintFor({ claim: 'sub', expected: ['repository_id:2:x', 'repo:me/old:environment:a'], found: branch })).toMatch(/^the job is of "my-org\/my-app", and "me\/old" is trusted/);
    expect(hintFor({ claim: 'sub', expected: ['repo:me/old:environment:a', 'repo:me/new:ref:refs/heads/main'], found: branch })).toMatch(/^the job is of "my-org\/my-app", and "me\/new" is trusted/);
    expect(hintFor({ claim: 'sub', expected: [`${project}:ref_type:branch:ref:main`, `${repo}:environment:a`], found: branch })).toMatch(/^the job names no environment/);
    expect(hintFor({ claim: 'sub', expected: ['job-8', `${repo}:environment:a`], found: branch })).toMatch(/^the job names no environment/);
    expect(hintFor({ claim: 'ref', expected: ['refs/pull/1/merge', 'refs/heads/a'], found: 'refs/pull/2/merge' })).toMatch(/run it on a push for a pull request or branch "a", /);
    expect(hintFor({ claim: 'sub', expected: ['repo:me/old:environment:a', `${repo}:job_workflow_ref:a`], found: `${repo}:job_workflow_ref:b` })).toMatch(/^the subject is another, its job_workflow_ref is "b", and "a" is trusted/);
    const expected = ['repo:me/my-app:environment:staging', `${repo}:environment:production`, `${ids}:environment:production`, `${ids}:environment:staging`];
    expect(hintFor({ claim: 'sub', expected, found: `${ids}:environment:test` })).toBe('the job names environment "test": have it name environment "production", or trust "test" as well');
    expect(hintFor({ claim: 'sub', expected, found: `${repo}:environment:staging` })).toMatch(/^the repository sends names without ids|have it name environment "production"/);
    expect(hintFor({ claim: 'ref', expected: ['refs/heads/a', 'refs/tags/b'], found: 'refs/heads/c' })).toBe('the job runs for branch "c", and branch "a" or tag "b" is trusted: run it for branch "a" or tag "b", or trust branch "c"');
    expect(hintFor({ claim: 'aud', expected: ['a', 'b'], found: 'c' })).toBe('the job requested its token for audience "c": request it for "a" or "b"');
  });

  test('says what is left where nothing is expected', () => {
    expect(hintFor({ claim: 'aud', expected: [], found: undefined })).toBe('the token was requested for no audience: request it for one');
    expect(hintFor({ claim: 'aud', expected: [], found: 'a' })).toBe('no audience is trusted: register "a"');
    expect(hintFor({ claim: 'aud', expected: [], found: ['a', 'b'] })).toBe('the token is for several audiences: request it for one alone');
    expect(hintFor({ claim: 'iss', expected: [], found: 'https://a' })).toBe('another issuer signed the token: trust "https://a", or take a token of an issuer that is trusted');
    expect(hintFor({ claim: 'environment', expected: [], found: undefined })).toBe('the job names no environment: add "environment: NAME" to the job');
    expect(hintFor({ claim: 'environment', expected: [], found: 'a' })).toBeUndefined();
    expect(hintFor({ claim: 'sub', expected: [], found: repo })).toBeUndefined();
    expect(hintFor({ claim: 'repository', expected: [], found: 'a' })).toBeUndefined();
  });
});

test('what is not known of a value is named once', () => {
  expect(neverBecomes(['var.a', 'var.b', 'var.a'])).toBe('differs from what the token carries, whatever var.a and var.b will be: trust what the job sends, or run the job that is meant');
});

describe('an asterisk where a target compares to the letter', () => {
  test('is told where it would have fitted', () => {
    expect(hintToTheLetter({ claim: 'sub', expected: [`${repo}:*`], found: `${repo}:environment:x` }, 'write it whole')).toBe('an asterisk or a question mark is taken for that very character: write it whole');
  });

  test('is nothing to a number', () => {
    expect(hintToTheLetter({ claim: 'run', expected: ['*'], found: 1 }, 'write it whole')).toMatch(/^the token carries run as a number/);
  });

  test.each([[`${repo}:ref:*`, /^the job names environment "x"/], [`${repo}:environment:y`, /^the job names environment "x": have it name environment "y"/]])('is nothing to speak of in %s', (expected, hint) => {
    expect(hintToTheLetter({ claim: 'sub', expected: [expected], found: `${repo}:environment:x` }, 'write it whole')).toMatch(hint);
  });
});

describe('a text like a pattern', () => {
  test.each<[string, string, boolean]>([
    ['', '', true], ['*', '', true], ['*', 'a', true], ['?', '', false], ['?', 'a', true], ['a*c', 'abc', true], ['a*c', 'ac', true], ['a*c', 'acb', false], ['*b*', 'abc', true],
    ['a**', 'a', true], ['a*b*c', 'aXbYbZc', true], ['*ab', 'aab', true], ['A*', 'abc', true], ['a.c', 'abc', false], ['a*?', 'a', false], ['abc', 'ab', false], ['ab', 'abc', false], ['a*', 'ba', false], ['b?', 'abc', false],
  ])('%s, %s', (pattern, text, fits) => {
    expect(isLike(pattern, text)).toBe(fits);
  });

  test('counts letter case where it is to', () => {
    expect([isLike('A*', 'ab', true), isLike('a*', 'ab', true), isLike('A', 'a', true), isLike('A', 'a')]).toEqual([false, true, false, true]);
  });

  test('is told soon, however many asterisks there are', () => {
    expect(isLike(`${'*a'.repeat(200)}b`, 'a'.repeat(5000))).toBe(false);
  });
});

describe('a subject taken apart', () => {
  test.each<[string, unknown]>([
    [`${repo}:environment:a:b`, { kind: 'github', project: 'my-org/my-app', context: { kind: 'environment', name: 'a:b' }, tail: 'environment:a:b' }],
    [`${ids}:pull_request`, { kind: 'github', project: 'my-org/my-app', ids: '1/2', context: { kind: 'pull request', name: '' }, tail: 'pull_request' }],
    [`${repo}:ref:refs/heads/a/b`, { kind: 'github', project: 'my-org/my-app', context: { kind: 'branch', name: 'a/b' }, tail: 'ref:refs/heads/a/b' }],
    [`${repo}:ref:refs/tags/v1`, { kind: 'github', project: 'my-org/my-app', context: { kind: 'tag', name: 'v1' }, tail: 'ref:refs/tags/v1' }],
    [`${repo}:ref:refs/pull/1/merge`, { kind: 'github', project: 'my-org/my-app', context: { kind: 'pull request', name: '' }, tail: 'ref:refs/pull/1/merge' }],
    [`${repo}:ref:x`, { kind: 'github', project: 'my-org/my-app', context: { kind: 'other', name: 'x' }, tail: 'ref:x' }],
    [`${repo}:*`, { kind: 'github', project: 'my-org/my-app', context: { kind: 'other', name: '*' }, tail: '*' }],
    ['repo:my-org@1/my-app:*', { kind: 'github', project: 'my-org/my-app', ids: '1/', context: { kind: 'other', name: '*' }, tail: '*' }],
    ['repo:my-org/my-app@2:*', { kind: 'github', project: 'my-org/my-app', ids: '/2', context: { kind: 'other', name: '*' }, tail: '*' }],
    ['repo:my-org/*', { kind: 'github', project: 'my-org/*', context: { kind: 'other', name: '*' } }],
    ['project_path:my-org/*', { kind: 'gitlab', project: 'my-org/*', context: { kind: 'other', name: '*' } }],
    [`${project}:ref_type:tag*`, { kind: 'gitlab', project: 'my-org/my-app', context: { kind: 'other', name: 'ref_type:tag*' }, tail: 'ref_type:tag*' }],
    [`${project}:ref_type:branch:ref:a:b`, { kind: 'gitlab', project: 'my-org/my-app', context: { kind: 'branch', name: 'a:b' }, tail: 'ref_type:branch:ref:a:b' }],
    [`${project}:ref_type:*:ref:*`, { kind: 'gitlab', project: 'my-org/my-app', context: { kind: 'other', name: '*' }, tail: 'ref_type:*:ref:*' }],
    ['repo:my-org@123/my-app@456:*', { kind: 'github', project: 'my-org/my-app', ids: '123/456', context: { kind: 'other', name: '*' }, tail: '*' }],
    [repo, undefined], [ids, undefined], [project, undefined], [`repo:${repo}:*`, undefined], [`project_path::${project}:*`, undefined], [`${project}:*:main`, { kind: 'gitlab', project: 'my-org/my-app', context: { kind: 'other', name: '*:main' }, tail: '*:main' }],
    ['repo:my-org', undefined], ['project_path:a', undefined], [`x${repo}:*`, undefined], [`x${project}:ref_type:branch:ref:a`, undefined], ['', undefined],
  ])('%s', (subject, parts) => {
    expect(jobSubjectOf(subject)).toEqual(parts);
  });
});

test.each<[string, unknown, string | undefined]>([
  ['what is refused', 'pull_request', 'the token carries event_name "pull_request", which is just what is refused: run a job that sends another, or change that test'],
  ['nothing', undefined, undefined],
  ['null', null, undefined],
])('the hint of a claim that must not be so tells what it is: %s', (_name, found, hint) => {
  expect(refusedHint('event_name', found)).toBe(hint);
});

test.each(['a', 'a:b'])('a value that is trusted to the letter differs in nothing: %s', found => {
  expect(hintFor({ claim: 'actor', expected: [found], found })).not.toMatch(/white space|colon/);
});

describe('a trust by the key "repository" of a template, which GitHub presents as "repo"', () => {
  const hint = (expected: string, found: string) => hintFor({ claim: 'sub', expected: [expected], found });

  test('names the subject that the job sends', () => {
    const sent = 'repo:my-org/my-app:environment:production:actor:octocat';
    expect(hint('repository:my-org/my-app:environment:production:actor:octocat', sent)).toBe(`GitHub presents the key "repository" of a subject template as "repo": trust "${sent}"`);
    expect(hint('repository:my-org/*', sent)).toContain('presents the key "repository"');
  });

  test('says what differs besides', () => {
    expect(hint('repository:my-org/my-app:environment:production', 'repo:my-org/my-app:environment:staging')).toMatch(/presents the key "repository".*; besides, the job names environment "staging"/);
    expect(hint('repository:my-org/my-app:ref:refs/heads/main', 'repo:my-org@1/my-app@2:ref:refs/heads/main')).toMatch(/besides, .*ids/);
  });

  test('is said of no other subject', () => {
    expect(hint('repository_owner:my-org:ref:refs/heads/main', 'repo:my-org/my-app:ref:refs/heads/main') ?? '').not.toContain('presents the key');
  });
});
