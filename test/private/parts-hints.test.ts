import { hintFor } from '../../src/private/hints';

const of = (expected: string | string[], found: string) => hintFor({ claim: 'sub', expected: [expected].flat(), found });
const uuid = (n: number) => `{aaaaaaaa-0000-0000-0000-00000000000${n}}`;
const HCP = 'organization:my-org:project:Default Project:workspace:app:run_phase:apply';
const BUILDKITE = 'organization:acme:pipeline:app:ref:refs/heads/main:commit:9f3182061f1e:step:build';
const CIRCLE = 'org/1111/project/2222/user/3333';

const OTHER = (subject: string) => `the job is another than the one that is trusted: trust "${subject}", or run the job that is meant`;

describe('the subject of a job of any issuer', () => {
  test.each<[string, string | string[], string, string]>([
    ['one named part differs', HCP.replace('apply', 'plan'), HCP, 'the subject is another, its run_phase is "apply", and "plan" is trusted: trust "apply" as well, or run the job that is meant'],
    ['two named parts differ', HCP.replace('app:', 'web:').replace('apply', 'plan'), HCP, 'the subject is another, its workspace is "app", and "web" is trusted; its run_phase is "apply", and "plan" is trusted: trust "app" and "apply" as well, or run the job that is meant'],
    ['a pattern in the other parts', HCP.replace('Default Project', '*').replace('apply', 'plan'), HCP, 'the subject is another, its run_phase is "apply", and "plan" is trusted: trust "apply" as well, or run the job that is meant'],
    ['the nearest of several', ['other', HCP.replace('apply', 'plan')], HCP, 'the subject is another, its run_phase is "apply", and "plan" is trusted: trust "apply" as well, or run the job that is meant'],
    ['the nearest of several of as many parts', ['organization:a:project:b:workspace:c:run_phase:d', HCP.replace('apply', 'plan')], HCP, 'the subject is another, its run_phase is "apply", and "plan" is trusted: trust "apply" as well, or run the job that is meant'],
    ['one part differs, and the letter case of another', 'org:Acme:job:build', 'org:acme:job:test', 'the subject is another, its org is "acme", and "Acme" is trusted; its job is "test", and "build" is trusted: trust "acme" and "test" as well, or run the job that is meant'],
    ['a name without a value at its end', 'job:a:test', 'job:b:test', 'the subject is another, it says "b" where "a" is trusted: trust "job:b:test" as well, or run the job that is meant'],
    ['what begins like a name', 'job1:a', 'job1:b', 'the subject is another, it says "b" where "a" is trusted: trust "job1:b" as well, or run the job that is meant'],
    ['what ends like a name', '1job:a', '1job:b', 'the subject is another, it says "b" where "a" is trusted: trust "1job:b" as well, or run the job that is meant'],
    ['parts between slashes', CIRCLE.replace('2222', '4444').replace('3333', '*'), CIRCLE, 'the subject is another, its project is "2222", and "4444" is trusted: trust "2222" as well, or run the job that is meant'],
    ['parts without names', 'system:serviceaccount:default:deployer', 'system:serviceaccount:ci:deployer', 'the subject is another, it says "ci" where "default" is trusted: trust "system:serviceaccount:ci:deployer" as well, or run the job that is meant'],
    ['a URL', 'https://jenkins.example.com/job/a/', 'https://jenkins.example.com/job/b/', 'the subject is another, it says "b" where "a" is trusted: trust "https://jenkins.example.com/job/b/" as well, or run the job that is meant'],
    ['a URL behind a colon', 'job:https://ci.example.com/a', 'job:https://ci.example.com/b', 'the subject is another, it says "//ci.example.com/b" where "//ci.example.com/a" is trusted: trust "job:https://ci.example.com/b" as well, or run the job that is meant'],
    ['it goes on', BUILDKITE.split(':commit')[0], BUILDKITE, `the subject goes on after what is trusted, with ":commit:9f3182061f1e:step:build": trust the whole of it, or the pattern "${BUILDKITE.split(':commit')[0]}:*"`],
    ['it goes on without a separator', 'sc://org/project/connection', 'sc://org/project/connection2', 'the subject is another, it says "connection2" where "connection" is trusted: trust "sc://org/project/connection2" as well, or run the job that is meant'],
    ['what is trusted goes on', `${CIRCLE.replace('3333', '*')}/vcs-ref/refs/heads/main`, CIRCLE, `what is trusted goes on where the subject ends: trust "${CIRCLE}", or have the issuer send the longer form`],
    ['what is trusted goes on, and the subject has one part', 'job:a:*', 'job', 'what is trusted goes on where the subject ends: trust "job", or have the issuer send the longer form'],
    ['its beginning is missing', 'my-org/my-app:*', 'repo:my-org/my-app:environment:production', 'the subject begins with "repo:", which is missing in what is trusted: write "repo:my-org/my-app:*"'],
    ['nothing is alike', 'a:b:c:d', 'w:x:y:z', 'the job is another than the one that is trusted: trust "w:x:y:z", or run the job that is meant'],
    ['its beginning is missing, and its end is another', 'app:*:main', 'org:app:x:dev', OTHER('org:app:x:dev')],
    ['its beginning is missing, and its end has other letters', 'app:*:Main', 'org:app:x:main', OTHER('org:app:x:main')],
    ['it begins otherwise and goes on', 'abc', 'xyz:q', OTHER('xyz:q')],
    ['its first part goes on', 'job', 'jobs:a', OTHER('jobs:a')],
    ['a pattern of fewer parts', 'a:?', 'a:b:c', OTHER('a:b:c')],
    ['other separators', 'a:b', 'a/b', OTHER('a/b')],
    ['a pattern that it fits', 'w*', 'w:x', OTHER('w:x')],
    ['a pattern of all that it fits', '*', 'w', OTHER('w')],
    ['nothing is trusted, and it begins with a separator', '', ':w', OTHER(':w')],
    ['nothing is trusted', '', 'w', 'the subject is another, it says "w" where "" is trusted: trust "w" as well, or run the job that is meant'],
    ['GitHub: refs for ref', 'repo:o/r:refs:refs/heads/main', 'repo:o/r:ref:refs/heads/main', 'no subject of GitHub goes on with "refs:refs/heads/main", that of this job goes on with "ref:refs/heads/main": write "repo:o/r:ref:refs/heads/main"'],
    ['GitHub: a short ref', 'repo:o/r:ref:main', 'repo:o/r:ref:refs/heads/main', 'no subject of GitHub goes on with "ref:main", that of this job goes on with "ref:refs/heads/main": write "repo:o/r:ref:refs/heads/main"'],
    ['GitHub: a branch', 'repo:o/r:branch:main', 'repo:o/r:pull_request', 'no subject of GitHub goes on with "branch:main", that of this job goes on with "pull_request": write "repo:o/r:pull_request"'],
    ['GitHub: pull requests', 'repo:o/r:pull_requests', 'repo:o/r:pull_request', 'no subject of GitHub goes on with "pull_requests", that of this job goes on with "pull_request": write "repo:o/r:pull_request"'],
    ['GitHub: a tag', 'repo:o/r:tag:v1', 'repo:o/r:ref:refs/tags/v1', 'no subject of GitHub goes on with "tag:v1", that of this job goes on with "ref:refs/tags/v1": write "repo:o/r:ref:refs/tags/v1"'],
    ['GitHub: a pull request to a branch', 'repo:o/r:pull_request:main', 'repo:o/r:pull_request', 'no subject of GitHub goes on with "pull_request:main", that of this job goes on with "pull_request": write "repo:o/r:pull_request"'],
    ['GitHub: an environment named like a ref', 'repo:o/r:environment:refs/heads/main', 'repo:o/r:environment:a', 'the job names environment "a": have it name environment "refs/heads/main", or trust "a" as well'],
    ['GitLab: what GitHub never writes either', 'project_path:g/p:branch:*', 'project_path:g/p:ref_type:branch:ref:main', 'the job runs for branch "main", and "branch:*" is trusted: run it for "branch:*", or trust branch "main"'],
    ['GitLab: a branch that ends like a full ref', 'project_path:g/p:ref_type:branch:ref:x/refs/heads/main', 'project_path:g/p:ref_type:branch:ref:main', 'the job runs for branch "main", and branch "x/refs/heads/main" is trusted: run it for branch "x/refs/heads/main", or trust branch "main"'],
    ['GitLab: a full ref', 'project_path:g/p:ref_type:branch:ref:refs/heads/main', 'project_path:g/p:ref_type:branch:ref:main', 'GitLab names the ref in its subject by its short name, that of this job is "main": write "project_path:g/p:ref_type:branch:ref:main"'],
    ['GitHub: any branch', 'repo:o/r:ref:refs/heads/*', 'repo:o/r:ref:refs/tags/v1', 'the job runs for tag "v1", and any branch is trusted: run it for any branch, or trust tag "v1"'],
  ])('is told from the one that is trusted: %s', (_name, expected, found, hint) => {
    expect(of(expected, found)).toBe(hint);
  });

  test.each<[string, string, string, RegExp]>([
    ['without the step', uuid(1), `${uuid(1)}:${uuid(2)}`, /^the subject ends with the id of the step, another one in each run: trust the pattern "\{aaaaaaaa-0000-0000-0000-000000000001\}:\*"$/],
    ['with an earlier step', `${uuid(1)}:${uuid(5)}:${uuid(3)}`, `${uuid(1)}:${uuid(5)}:${uuid(2)}`, /^the subject ends with the id of the step.*000000000005\}:\*"$/],
    ['with another repository', `${uuid(9)}:*`, `${uuid(1)}:${uuid(2)}`, /^the job is of repository "\{a.*1\}", and "\{a.*9\}" is trusted: trust "\{aaaaaaaa-0000-0000-0000-000000000001\}:\*", or run/],
    ['with a deployment environment', `${uuid(1)}:${uuid(5)}:*`, `${uuid(1)}:${uuid(2)}`, /^the step runs for no deployment environment: name one at the step, "deployment: NAME"$/],
    ['with another deployment environment', `${uuid(1)}:${uuid(5)}:*`, `${uuid(1)}:${uuid(6)}:${uuid(2)}`, /^the step runs for deployment environment "\{a.*6\}", and "\{a.*5\}" is trusted/],
    ['of a repository, and goes on like none', uuid(1), `${uuid(1)}:${uuid(2)}:x`, /^the subject goes on after what is trusted/],
    ['of a repository, and begins like none', `${uuid(9)}:${uuid(2)}`, `x${uuid(1)}:${uuid(2)}`, /^the subject is another, it says "x\{/],
  ])('of Bitbucket is told from one %s', (_name, expected, found, hint) => {
    expect(of(expected, found)).toMatch(hint);
  });
});

test('Azure DevOps: the newer issuer of a service connection', () => {
  const [old, entra] = ['https://vstoken.dev.azure.com/1', 'https://login.microsoftonline.com/2/v2.0'];
  expect(hintFor({ claim: 'iss', expected: [old], found: entra })).toBe(`Entra signs the tokens of this service connection, as of every newer one of Azure DevOps: trust the issuer "${entra}", with the subject that the connection shows`);
  expect(hintFor({ claim: 'iss', expected: ['https://gitlab.com', old], found: entra })).toMatch(/^Entra signs the tokens of this service connection/);
  for (const [trusted, found] of [[entra, old], ['https://gitlab.com', entra], [old, 'https://gitlab.com'], [old, `https://x/${entra}`]]) expect(hintFor({ claim: 'iss', expected: [trusted], found })).toMatch(/^another issuer signed the token/);
});
