import { binding, credential, found, GITHUB, github, messages, policy, trustPolicy, vaultRole } from './targets';
import { Errors, Workload } from '../../../src';
import type { LateJson } from '../../../src/private/late';
import { readText } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';
import { declarations } from '../../agreement/every-combination';
import { Emitter, EMITTERS } from '../../support/emitted';

const REPOSITORY = 'repo:acme@123456/app@456789';
const ENVIRONMENT = `${REPOSITORY}:environment:production%3Aeu`;
const WORKFLOW = `${REPOSITORY}:ref:refs/heads/main:workflow:Deploy%3Aeu`;
const PROPERTY = `${REPOSITORY}:ref:refs/heads/main:repo_property_team:pay%3Aments`;
const FILE = `${REPOSITORY}:ref:refs/heads/main:job_workflow_ref:acme/ci/.github/workflows/a%3Ab.yml@refs/heads/main`;

const aws = (subject: LateJson, beside: Record<string, LateJson> = {}, operator = 'StringEquals') => found(trustPolicy(policy({
  StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: subject },
  ...Object.fromEntries(Object.entries(beside).map(([claim, value]) => [operator === 'StringEquals' ? 'StringLike' : operator, { [`${GITHUB}:${claim}`]: value }])),
})));

describe('a subject with an escaped colon', () => {
  test.each([ENVIRONMENT, WORKFLOW, PROPERTY, FILE, 'repo:acme/app:environment:production%3Aeu', 'repo:acme/app:environment:production%3Aeu:ref:refs/heads/main'])('%s alone is that of two names', subject => {
    expect(aws(subject)).toEqual(['warning ambiguous-name']);
    expect(aws(subject, { repository_id: '456789' })).toEqual(['warning ambiguous-name']);
  });

  test('among others is found by itself', () => {
    expect(messages(trustPolicy(github([`${REPOSITORY}:ref:refs/heads/main`, ENVIRONMENT]))).filter(({ rule }) => rule === 'ambiguous-name').map(({ message }) => message))
      .toEqual([`the subject "${ENVIRONMENT}" is that of the environment "production:eu" and of the environment "production%3Aeu"`]);
  });

  test.each([
    ['environment', 'production:eu', ENVIRONMENT],
    ['environment', 'production%3Aeu', ENVIRONMENT],
    ['environment_node_id', 'EN_kwDOAA', ENVIRONMENT],
    ['job_workflow_ref', 'acme/ci/.github/workflows/a:b.yml@refs/heads/main', FILE],
  ])('is that of one beside the claim %s %s', (claim, value, subject) => expect(aws(subject, { [claim]: value })).not.toContain('warning ambiguous-name'));

  test.each([
    ['a pattern', { environment: 'production*' }, 'StringLike'],
    ['a test of what it is not', { environment: 'staging' }, 'StringNotEquals'],
    ['a test of whether it is there', { environment: 'false' }, 'Null'],
  ])('is that of two names beside %s', (_name, beside, operator) => expect(aws(ENVIRONMENT, beside, operator)).toContain('warning ambiguous-name'));

  test.each([
    ['a branch, which holds no colon', `${REPOSITORY}:ref:refs/heads/a%3Ab`],
    ['a ref of a workflow', `${REPOSITORY}:ref:refs/heads/main:job_workflow_ref:acme/ci/.github/workflows/a.yml@refs/heads/a%3Ab`],
    ['a name without a colon', `${REPOSITORY}:environment:production-eu`],
    ['small letters, which GitHub does not write', `${REPOSITORY}:environment:production%3aeu`],
  ])('is no matter of %s', (_name, subject) => expect(aws(subject)).not.toContain('warning ambiguous-name'));

  test('is found on every cloud', () => {
    const condition = `assertion.repository_owner_id == "123456" && assertion.sub == "${ENVIRONMENT}"`;
    const mapping = { 'google.subject': 'assertion.sub', 'attribute.environment': 'assertion.environment' };
    expect(found(binding([`principal://POOL/subject/${ENVIRONMENT}`], { condition, mapping }))).toContain('warning ambiguous-name');
    expect(found(binding([`principal://POOL/subject/${ENVIRONMENT}`], { condition: `${condition} && assertion.environment == "production:eu"`, mapping }))).toEqual([]);
    expect(found(credential({ subject: ENVIRONMENT }))).toEqual(['warning ambiguous-name']);
    expect(found(vaultRole({ boundSubject: ENVIRONMENT }))).toEqual(['warning ambiguous-name']);
    expect(found(vaultRole({ boundSubject: ENVIRONMENT, boundClaims: { environment: ['production:eu'] } }))).toEqual([]);
  });
});

describe('a colon that is not escaped', () => {
  test.each([
    `${REPOSITORY}:environment:production:eu`,
    'repo:acme/app:environment:production:eu:ref:refs/heads/main',
    'repo:acme/app:ref:refs/heads/main:workflow:Deploy:eu',
    'repository_owner_id:123456:repository_id:456789:environment:production:eu',
  ])('is never sent: %s', subject => expect(aws(subject)).toEqual(['error subject-never-sent']));

  test.each([
    `${REPOSITORY}:environment:production:ref:refs/heads/main`,
    `${REPOSITORY}:environment:production:repo_property_team:payments`,
  ])('stands before the next claim of a template: %s', subject => expect(aws(subject)).toEqual([]));

  test.each([`${REPOSITORY}:environment:production:*`, `${REPOSITORY}:environment:production:re*`, `${REPOSITORY}:environment:*:eu`])('may stand before one: %s', subject => {
    expect(found(trustPolicy(github(subject, 'StringLike')))).not.toContain('error subject-never-sent');
  });

  test('is what an old server sends', () => {
    const issuer = 'https://github.example.com/_services/token';
    expect(found(vaultRole({ boundSubject: 'repo:acme/app:environment:production:eu' }, issuer))).toEqual([]);
    expect(found(vaultRole({ boundSubject: 'repo:acme/app:environment:production:eu' }))).toContain('error subject-never-sent');
  });
});

/** The rules that find something in what is emitted; nothing where the cloud refuses the declaration. */
function rulesOf(declare: () => Workload, { emit }: Emitter): string[] | undefined {
  try {
    return review(readText(emit(declare()), { file: 'emitted.json' })).map(({ rule }) => rule).sort();
  } catch (error) {
    if (Errors.isTrustError(error)) return undefined;
    throw error;
  }
}

test('what is emitted for an environment with a colon is found no worse than for one without', () => {
  const all = new Map(declarations().map(({ name, declare }) => [name, declare]));
  const pairs = [...all].flatMap(([name, declare]) => {
    const plain = all.get(name.replace('environment with a colon', 'environment'));
    return name.includes('environment with a colon') && plain !== undefined ? [{ name, declare, plain }] : [];
  });
  const compared = pairs.flatMap(({ name, declare, plain }) => EMITTERS.flatMap(([cloud, emitter]) => {
    const rules = rulesOf(declare, emitter);
    return rules === undefined ? [] : [{ name, cloud, rules, plain: rulesOf(plain, emitter) }];
  }));

  expect(compared.length).toBeGreaterThan(50);
  expect(compared.filter(({ rules, plain }) => rules.some(rule => plain?.includes(rule) !== true))).toEqual([]);
});
