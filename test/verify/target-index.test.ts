import { App, TerraformStack } from 'cdktf';
import { drawn, policyOf } from '../../conformance/iam-simulate/pairs';
import { azure, Workload } from '../../src';
import { LateJson, Late } from '../../src/private/late';
import { Claims, decide } from '../../src/verify/decide';
import { Target } from '../../src/verify/model';
import { TargetIndex } from '../../src/verify/target-index';
import { CLASSIC, FLEXIBLE } from '../azure/builders';
import { credentialsIn } from '../azure/synthesised';
import { GOOGLE_BUILDERS } from '../google/builders';
import { emitted, stackFor } from '../google/support';
import { AWS_BUILDERS } from '../support/builders';
import { Random } from '../support/random';
import { emittedTrust } from '../support/template';
import { VAULT_BUILDERS } from '../vault/builders';
import { roleStack, storedRoles } from '../vault/synthesised';

const HOST = 'token.actions.githubusercontent.com';
const source = { file: 'test', pointer: '' };

const awsTarget = (id: string, policy: unknown): Target => ({ id, cloud: 'aws', kind: 'trust-policy', source, trust: { policy: policy as LateJson } });

function azureTargets(name: string, [key, workload]: [string, Workload]): Target[] {
  const stack = new TerraformStack(new App(), 'stack');
  if (name === 'flexible') new azure.DeployApplication(stack, 'Application', { flexibleWorkloads: [workload], displayName: 'deploy' });
  else new azure.DeployIdentity(stack, 'Identity', { workloads: [workload], identityName: 'deploy', resourceGroupName: 'deploy', location: 'westeurope' });
  return credentialsIn(stack).map((credential, i) => ({ id: `${name} ${key} ${i}`, cloud: 'azure', kind: 'federated-credential', source, credential, holder: key }));
}

function synthesised(): Target[] {
  const stored = storedRoles(roleStack(Object.values(VAULT_BUILDERS).map(workload => [workload])));
  return [
    ...Object.entries(AWS_BUILDERS).map(([name, workload]) => awsTarget(name, emittedTrust([workload]))),
    ...[...stored].map(([id, role]): Target => ({ id, cloud: 'vault', kind: 'jwt-role', source, role, policies: [] })),
    ...Object.entries(GOOGLE_BUILDERS).map(([id, workload]): Target => ({ id, cloud: 'google', kind: 'workload-identity-binding', source, trust: emitted(stackFor([workload])).all, pool: 'pool' })),
    ...Object.entries(CLASSIC).flatMap(entry => azureTargets('classic', entry)),
    ...Object.entries(FLEXIBLE).flatMap(entry => azureTargets('flexible', entry)),
  ];
}

const missed = (targets: readonly Target[], tokens: readonly Claims[]): unknown[] => {
  const index = new TargetIndex(targets);
  return tokens.flatMap(claims => {
    const candidates = new Set(index.candidates(claims));
    return targets.filter(target => !candidates.has(target) && decide(target, claims).outcome !== 'reject').map(({ id }) => ({ id, claims }));
  });
};

describe('an index of targets', () => {
  test('misses none that a look at each would find, among generated trust policies', () => {
    const random = new Random(7);
    const pairs = Array.from({ length: 400 }, () => drawn(random));
    const targets = pairs.map((pair, i) => awsTarget(`${i}`, policyOf(pair)));

    expect(missed(targets, pairs.map(({ claims }) => claims)).slice(0, 3)).toEqual([]);
    expect(missed(targets, [{ iss: `https://${HOST}` }, { iss: `https://${HOST}`, aud: 'sts.amazonaws.com', sub: 1 }, { iss: 'https://gitlab.example.com', aud: 'a', sub: 'b' }, {}])).toEqual([]);
  });

  test('misses none of any cloud', () => {
    const targets = synthesised();
    const workloads = [AWS_BUILDERS, VAULT_BUILDERS, GOOGLE_BUILDERS, CLASSIC, FLEXIBLE].flatMap(builders => Object.values(builders));
    const audiences = ['sts.amazonaws.com', 'https://vault.example.com', 'api://AzureADTokenExchange'];
    const tokens = workloads.flatMap(workload => audiences.map(audience => workload.sampleClaims(audience)));
    const index = new TargetIndex(targets);

    expect(new Set(targets.map(({ cloud }) => cloud)).size).toBe(4);
    expect(missed(targets, tokens).slice(0, 3)).toEqual([]);
    expect(missed(targets, tokens.map(claims => ({ ...claims, sub: `${claims.sub}x` }))).slice(0, 3)).toEqual([]);
    for (const claims of tokens) expect(index.admitting(claims)).toEqual(targets.filter(target => decide(target, claims).outcome === 'accept'));
  });

  test('puts a token to the roles of its subject alone, and to patterns that begin like it', () => {
    const trust = (operator: string, sub: unknown) => ({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${HOST}` }, Condition: { [operator]: { [`${HOST}:sub`]: sub } } }],
    });
    const late = new Late(['repo:', { late: 'Org' }, '/app:*']);
    const targets = Object.entries({
      'exact': trust('StringEquals', 'repo:o/r:ref:refs/heads/main'),
      'list': trust('StringEquals', ['repo:o/r:pull_request', 'repo:o/r:ref:refs/heads/main']),
      'other': trust('StringEquals', 'repo:o/x:ref:refs/heads/main'),
      'pattern': trust('StringLike', 'repo:o/*'),
      'other pattern': trust('StringLike', 'repo:x/*'),
      'variable': trust('StringEquals', `repo:o/r:\${${HOST}:ref}`),
      'late': trust('StringLike', late),
      'negated': trust('StringNotEquals', 'repo:o/r:ref:refs/heads/main'),
      'if it is there': trust('StringEqualsIfExists', 'repo:x/y'),
      'any case': trust('StringEqualsIgnoreCase', 'repo:x/y'),
      'all of none': trust('ForAllValues:StringEquals', 'repo:x/y'),
      'broken': { Statement: [] },
      'unresolved': new Late([{ late: 'Policy' }]),
      'everybody': { Statement: { Effect: 'Allow', Action: '*', Principal: '*' } },
      'of another issuer': { Statement: { Effect: 'Allow', Action: '*', Principal: { Federated: 'arn:aws:iam::123456789012:oidc-provider/gitlab.com' } } },
      'of a provider that is not known': { Statement: { Effect: 'Allow', Action: '*', Principal: { Federated: new Late([{ late: 'Provider' }]) } } },
    }).map(([id, policy]) => awsTarget(id, policy));
    const found = (claims: Claims) => new TargetIndex(targets).candidates(claims).map(({ id }) => id);
    const always = ['negated', 'if it is there', 'any case', 'all of none', 'unresolved', 'everybody', 'of a provider that is not known'];

    expect(found({ iss: `https://${HOST}`, sub: 'repo:o/r:ref:refs/heads/main' })).toEqual(['exact', 'list', 'pattern', 'variable', 'late', ...always]);
    expect(found({ iss: `https://${HOST}`, sub: 'repo:z/r:ref:refs/heads/main' })).toEqual(['late', ...always]);
    expect(found({ iss: `https://${HOST}` })).toEqual(always);
    expect(found({ iss: 'https://gitlab.com' })).toEqual(['unresolved', 'everybody', 'of another issuer', 'of a provider that is not known']);
    expect(found({})).toEqual(['unresolved', 'everybody', 'of a provider that is not known']);
  });
});
