import { classicCredentials, flexibleCredentials } from '../../src/azure/trust';
import { GitHubIssuer, GitHubRepository, GitLabIssuer, Workload } from '../../src/identity';
import type { WorkloadParts } from '../../src/identity/private/workload-parts';
import { BareWorkload } from '../support/bare-workload';

const AUDIENCE = 'api://AzureADTokenExchange';
const server = GitHubRepository.of('my-org/my-app', { issuer: GitHubIssuer.enterpriseServer('github.example.com') });
const wide = { reason: 'asked for by name' };
const exactly = (...texts: string[]) => texts.map(text => ({ text, prefix: false }));
const github = (said: Partial<WorkloadParts>) => new BareWorkload(GitHubIssuer.GITHUB_COM, said);
const classic = (workload: Workload) => () => classicCredentials([workload], AUDIENCE);
const flexible = (workload: Workload) => () => flexibleCredentials([workload], AUDIENCE);
const elsewhere = { alternatives: { repository_id: 'say it otherwise', actor: 'say it otherwise' } };

describe('a classic credential', () => {
  test.each<[string, Workload, RegExp]>([
    ['a claim that has no other way', github({ subjects: exactly('x'), claims: { actor: ['a'] } }), /claim "actor".*: leave it out \[UNSUPPORTED_CLAIM\]/],
    ['a claim that an expression could test', github({ subjects: exactly('x'), claims: { repository_id: ['1'] }, ...elsewhere }), /say it otherwise; or trust it on a DeployApplication with 'flexibleWorkloads'/],
    ['a claim of an issuer without expressions', server.environment('p').onBranch('main'), /"ref"[^;]*\[UNSUPPORTED_CLAIM\]/],
    ['a beginning on an issuer without expressions', server.branchesStartingWith('x', wide), /: name each one exactly \[PATTERN\]/],
    ['no subject', github({ claims: { actor: ['a'] } }), /has no subject, and a federated identity credential has to test one.*\[NO_SUBJECT\]/],
    ['an issuer that is too long', new BareWorkload(GitLabIssuer.selfManaged(`https://example.com/${'a'.repeat(581)}`), { subjects: exactly('x') }), /issuer is 601 characters, Azure takes at most 600/],
    ['a subject that is too long', github({ subjects: exactly('x'.repeat(601)) }), /subject is 601 characters/],
  ])('is refused for %s', (_name, workload, message) => {
    expect(classic(workload)).toThrow(message);
  });

  test('is refused once where a claim stands for the subject, and no expression is offered', () => {
    const workload = github({ claims: { repository_id: ['1'], actor: ['a'] }, alternatives: { repository_id: 'add a ref' } });
    expect(classic(workload)).toThrow(/^[^\n]*"repository_id"[^\n]*: add a ref \[UNSUPPORTED_CLAIM\]$/);
  });

  test('takes as many characters as Azure does', () => {
    expect(classic(github({ subjects: exactly('x'.repeat(600)) }))()).toHaveLength(1);
  });

  test('is refused for an environment with a colon, which the subject does not tell from one that looks alike', () => {
    const repository = GitHubRepository.of('my-org/my-app');
    expect(classic(repository.environment('a:b'))).toThrow(/cannot test claim "environment".*choose a name without ":"/);
    expect(classic(server.environment('a:b'))).toThrow(/choose a name without ":"/);
    expect(classic(repository.anyJob(wide).withClaim('actor', 'a:b'))).toThrow(/add "actor" to the subject template/);
  });
});

describe('a flexible credential', () => {
  const facts = { repository_id: { text: '1', prefix: false } };

  test.each<[string, Workload, RegExp]>([
    ['a claim that has no other way', github({ subjects: exactly('x'), claims: { actor: ['a'] }, facts }), /claim "actor".*: leave it out; for this issuer an expression tests sub, job_workflow_ref/],
    ['no subject', github({ claims: { actor: ['a'] }, facts }), /^[^\n]*has no subject, and an expression has to test one.*\[NO_SUBJECT\]$/],
    ['a claim that stands for the subject', github({ claims: { actor: ['a'] }, facts, alternatives: { actor: 'add a ref' } }), /^[^\n]*"actor"[^\n]*: add a ref; [^\n]*\[UNSUPPORTED_CLAIM\]$/],
    ['a quote in the subject', github({ subjects: exactly("x'y"), facts }), /claim "sub" of .*single quote.*\[QUOTE\]/],
    ['a quote in a claim', github({ subjects: exactly('x'), claims: { job_workflow_ref: ["x'y"] }, facts }), /claim "job_workflow_ref" of .*single quote.*\[QUOTE\]/],
  ])('is refused for %s', (_name, workload, message) => {
    expect(flexible(workload)).toThrow(message);
  });

  test('tests the id that the workload asks for, and no second one', () => {
    const [{ expression }] = flexible(github({ subjects: exactly('x'), claims: { repository_owner_id: ['2'] }, facts }))();
    expect(expression).toBe("claims['sub'] eq 'x' and claims['repository_owner_id'] eq '2'");
  });
});
