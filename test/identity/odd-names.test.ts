import { compileTrust } from '../../src/aws/trust';
import { Errors } from '../../src/errors';
import { GitHubRepository, GitHubSubjectTemplate, GitLabProject, Workload } from '../../src/identity';
import { OddName, oddNames } from '../data';
import { caught, expectRefusal } from './expect-refusal';

const app = GitHubRepository.of('my-org/my-app');
const gated = GitHubRepository.of('my-org/my-app', { subjectTemplate: GitHubSubjectTemplate.of(['repo', 'context', 'job_workflow_ref']) });
const lib = GitLabProject.of('my-group/my-project');

const CALLS: Record<OddName['of'], (name: string) => Workload> = {
  'github-branch': name => app.branch(name),
  'github-tag': name => app.tag(name),
  'github-environment': name => app.environment(name),
  'github-repository': name => GitHubRepository.of(name).environment('production'),
  'github-workflow': name => gated.environment('production').viaWorkflow(name),
  'gitlab-branch': name => lib.branch(name),
  'gitlab-tag': name => lib.tag(name),
  'gitlab-project': name => GitLabProject.of(name).branch('main'),
  'gitlab-environment': name => lib.environment(name),
};

const NAMES = oddNames();

test('the list of odd names is long, of every kind, and names nothing twice', () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(400);
  expect(new Set(NAMES.map(({ of }) => of))).toEqual(new Set(Object.keys(CALLS)));
  expect(new Set(NAMES.map(({ of, name }) => `${of} ${name}`)).size).toBe(NAMES.length);
  expect(NAMES.filter(({ name }) => name === '')).toEqual([]);
});

describe.each(Object.keys(CALLS) as OddName['of'][])('an odd %s', kind => {
  const names = NAMES.filter(({ of }) => of === kind);

  test.each(names)('is taken to the letter: $name', ({ name, sub, environment }) => {
    const workload = CALLS[kind](name);

    expect(workload.subjects).toEqual(sub === undefined ? [] : [sub]);
    expect(workload.subjectPrefixes).toEqual([]);
    if (environment !== undefined) expect(workload.claims.environment).toEqual([environment]);
    expect(workload.admits(workload.sampleClaims('x'), 'x')).toBe(true);
    if (sub !== undefined) expect(workload.sampleClaims('x').sub).toBe(sub);
  });

  test('is no other odd one', () => {
    const workloads = names.map(({ name }) => CALLS[kind](name));
    const samples = workloads.map(workload => workload.sampleClaims('x'));
    const crossed = workloads.flatMap((workload, i) => samples.filter((sample, j) => i !== j && workload.admits(sample, 'x')));

    expect(crossed).toEqual([]);
  });

});

describe('an odd name on AWS', () => {
  test.each(NAMES.filter(({ sub }) => sub !== undefined))('is the same text, or is refused for what is not Latin-1: $of $name', ({ of, name, sub }) => {
    const inLatin1 = /^[\u0020-\u00ff]*$/.test(sub!);
    let value: unknown;
    const error = caught(() => {
      const [statement, ...others] = compileTrust([CALLS[of](name)], 'x');
      expect(others).toEqual([]);
      expect(Object.keys(statement.conditions)).toEqual(['StringEquals']);
      value = statement.conditions.StringEquals[`${statement.issuer.hostAndPath}:sub`];
    });

    expect(Errors.codeOf(error)).toBe(inLatin1 ? undefined : 'NOT_LATIN1');
    expect(value).toBe(inLatin1 ? sub!.split('${').join('${$}{') : undefined);
  });

  test.each(NAMES.filter(({ sub }) => sub === undefined))('is refused where no subject carries it: $of $name', ({ of, name }) => {
    expectRefusal(() => compileTrust([CALLS[of](name)], 'x'), 'UNSUPPORTED_CLAIM', /AWS cannot test claim "environment"/);
  });
});
