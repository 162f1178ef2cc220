import { App, CustomResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws, GitHubRepository } from '../../src';

// The steps of docs/adopt-a-provider.md and docs/adopt-a-role.md, each by what it changes in the template.

const production = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' }).environment('production');
const GITHUB = 'token.actions.githubusercontent.com';

type Resources = Record<string, { Type: string; [section: string]: any }>;

function resources(define: (stack: Stack) => void): Resources {
  const stack = new Stack(new App(), 'Stack');
  define(stack);
  return Template.fromStack(stack).toJSON().Resources ?? {};
}

/** What a deployment would do: resources added, removed, and those that change with the sections that do. */
function difference(before: Resources, after: Resources) {
  const kinds = (ids: string[], of: Resources) => ids.map(id => of[id].Type).sort();
  const [old, fresh] = [Object.keys(before), Object.keys(after)];
  return {
    added: kinds(fresh.filter(id => !(id in before)), after),
    removed: kinds(old.filter(id => !(id in after)), before),
    changed: Object.fromEntries(old.filter(id => id in after && JSON.stringify(before[id]) !== JSON.stringify(after[id])).map(id => [
      before[id].Type,
      [...new Set([...paths(before[id]), ...paths(after[id])])].filter(path => JSON.stringify(at(before[id], path)) !== JSON.stringify(at(after[id], path))).sort(),
    ])),
  };
}

const paths = (resource: object) => Object.entries(resource).flatMap(([section, value]) =>
  section === 'Properties' ? Object.keys(value).map(name => `Properties.${name}`) : [section]);
const at = (resource: any, path: string) => path.split('.').reduce((value, name) => value?.[name], resource);

const old = (stack: Stack) => new iam.OpenIdConnectProvider(stack, 'GitHub', { url: `https://${GITHUB}`, clientIds: ['sts.amazonaws.com'] });
const retained = (stack: Stack) => (old(stack).node.findChild('Resource') as CustomResource).applyRemovalPolicy(RemovalPolicy.RETAIN);
const role = (stack: Stack, provider: aws.IOidcProvider) => new aws.DeployRole(stack, 'Role', { workloads: [production], providers: [provider] });
const byName = (stack: Stack) => aws.GitHubOidcProvider.fromAccount(stack, 'Existing');
const native = (stack: Stack) => {
  const provider = new aws.GitHubOidcProvider(stack, 'Native');
  provider.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return provider;
};
const oldRole = (stack: Stack) => new iam.Role(stack, 'Role', {
  assumedBy: new iam.OpenIdConnectPrincipal(old(stack), {
    StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', [`${GITHUB}:sub`]: 'repo:my-org/my-app:environment:production' },
  }),
});

describe('the way from the custom resource to the native provider', () => {
  const start = resources(oldRole);
  const kept = resources(stack => {
    retained(stack);
    role(stack, byName(stack));
  });
  const removed = resources(stack => { role(stack, byName(stack)); });
  const imported = resources(stack => {
    native(stack);
    role(stack, byName(stack));
  });
  const end = resources(stack => { role(stack, native(stack)); });

  test('begins by retaining the old provider and naming it in the roles', () => {
    expect(difference(start, kept)).toEqual({
      added: [],
      removed: [],
      changed: {
        'Custom::AWSCDKOpenIdConnectProvider': ['DeletionPolicy', 'UpdateReplacePolicy'],
        'AWS::IAM::Role': ['Properties.AssumeRolePolicyDocument'],
      },
    });
    expect(Object.values(kept).find(r => r.Type.startsWith('Custom::'))!.DeletionPolicy).toBe('Retain');
  });

  test('then takes the old construct out, which leaves the provider in the account', () => {
    expect(difference(kept, removed)).toEqual({
      added: [],
      removed: ['AWS::IAM::Role', 'AWS::Lambda::Function', 'Custom::AWSCDKOpenIdConnectProvider'],
      changed: {},
    });
    expect(JSON.stringify(removed)).toContain(`:oidc-provider/${GITHUB}`);
  });

  test('then imports the provider into the native resource, which changes nothing else', () => {
    expect(difference(removed, imported)).toEqual({ added: ['AWS::IAM::OIDCProvider'], removed: [], changed: {} });
    const provider = Object.values(imported).find(r => r.Type === 'AWS::IAM::OIDCProvider')!;
    expect(provider.DeletionPolicy).toBe('Retain'); // an import demands one
    expect(provider.Properties).toEqual({ Url: `https://${GITHUB}`, ClientIdList: ['sts.amazonaws.com'] });
  });

  test('ends with the roles pointing to it', () => {
    expect(difference(imported, end)).toEqual({ added: [], removed: [], changed: { 'AWS::IAM::Role': ['Properties.AssumeRolePolicyDocument'] } });
  });

  test('has a provider in the account at every step', () => {
    for (const [name, step] of Object.entries({ start, kept, removed, imported, end })) {
      const types = Object.values(step).map(r => r.Type);
      const defined = types.includes('AWS::IAM::OIDCProvider') || types.includes('Custom::AWSCDKOpenIdConnectProvider');
      expect([name, defined || name === 'removed']).toEqual([name, true]); // "removed" rests on the retained one
    }
  });
});

describe('the way from a role to a deploy role', () => {
  test('keeps the logical id and changes the trust alone', () => {
    const options = { roleName: 'deploy', description: 'x', path: '/ci/' };
    const before = resources(stack => new iam.Role(stack, 'X', { ...options, assumedBy: new iam.WebIdentityPrincipal('arn:aws:iam::111111111111:oidc-provider/x') }));
    const after = resources(stack => new aws.DeployRole(stack, 'X', { ...options, workloads: [production] }));
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(difference(before, after)).toEqual({ added: [], removed: [], changed: { 'AWS::IAM::Role': ['Properties.AssumeRolePolicyDocument'] } });
  });

  test('keeps its default policy and whatever else refers to it', () => {
    const grant = (made: iam.Role) => made.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    const before = resources(stack => { grant(new iam.Role(stack, 'X', { assumedBy: new iam.WebIdentityPrincipal('x') })); });
    const after = resources(stack => { grant(new aws.DeployRole(stack, 'X', { workloads: [production] })); });
    expect(difference(before, after).changed).toEqual({ 'AWS::IAM::Role': ['Properties.AssumeRolePolicyDocument'] });
  });
});

describe('the provider that the account already has', () => {
  test('is named without a resource, and imported without touching the roles', () => {
    const named = resources(stack => { role(stack, byName(stack)); });
    expect(Object.values(named).map(r => r.Type)).toEqual(['AWS::IAM::Role']);
    const imported = resources(stack => {
      native(stack);
      role(stack, byName(stack));
    });
    expect(difference(named, imported)).toEqual({ added: ['AWS::IAM::OIDCProvider'], removed: [], changed: {} });
  });
});
