import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { aws, GitHubRepository } from '../../src';
import { aStack, refusal } from '../support/stacks';
import { emittedTrust, trustPolicies } from '../support/template';

const repository = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
const workflow = (file: string) => `my-org/workflows/.github/workflows/${file}.yml@7b1f002b00ec25a5facc43e470ef7dfe6d32f300`;

describe('the roles of a repository', () => {
  test('are one for each environment, each trusting its own', () => {
    const stack = aStack();
    const roles = new aws.RepositoryRoles(stack, 'MyApp', { repository, environments: [{ name: 'staging' }, { name: 'production' }] });
    const trusts = trustPolicies(stack);
    expect(Object.values(trusts)).toEqual([emittedTrust([repository.environment('staging')]), emittedTrust([repository.environment('production')])]);
    expect(roles.roles).toEqual([roles.role('staging'), roles.role('production')]);
  });

  test('can be bound to a branch as well', () => {
    const stack = aStack();
    new aws.RepositoryRoles(stack, 'MyApp', { repository, environments: [{ name: 'production', branch: 'main' }] });
    expect(Object.values(trustPolicies(stack))).toEqual([emittedTrust([repository.environment('production').onBranch('main')])]);
  });

  test('can be bound to reusable workflows as well, any of which is admitted', () => {
    const stack = aStack();
    new aws.RepositoryRoles(stack, 'MyApp', {
      repository,
      environments: [{ name: 'production', branch: 'main', workflows: [workflow('web'), workflow('web2')] }, { name: 'staging' }],
      services: [{ name: 'api', environments: [{ name: 'api', workflows: [workflow('api')] }, { name: 'api-staging', branch: 'main' }] }],
    });
    expect(Object.values(trustPolicies(stack))).toEqual([
      emittedTrust([repository.environment('production').onBranch('main').viaWorkflow(workflow('web'), workflow('web2'))]),
      emittedTrust([repository.environment('staging')]),
      emittedTrust([repository.environment('api').viaWorkflow(workflow('api'))]),
      emittedTrust([repository.environment('api-staging').onBranch('main')]),
    ]);
  });

  test('of environments that several declare are told apart by the workflows of each', () => {
    const production = (...files: string[]) => [{ name: 'production', workflows: files.map(workflow) }];
    const stack = aStack();
    new aws.RepositoryRoles(stack, 'MyApp', {
      repository,
      environments: production('all'),
      services: [{ name: 'api', environments: production('api') }, { name: 'web', environments: [{ name: 'production' }], workflows: [workflow('web')] }],
    });
    expect(Object.values(trustPolicies(stack))).toEqual(['all', 'api', 'web'].map(file => emittedTrust([repository.environment('production').viaWorkflow(workflow(file))])));
  });

  test('keep every option where the properties are an instance of a class', () => {
    class Props implements aws.RepositoryRolesProps {
      public readonly repository = repository;
      public readonly environments = [{ name: 'production' }];
      public get permissionsBoundary(): iam.IManagedPolicy {
        return iam.ManagedPolicy.fromAwsManagedPolicyName('Boundary');
      }
    }
    const stack = aStack();
    new aws.RepositoryRoles(stack, 'MyApp', new Props());
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { PermissionsBoundary: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/Boundary']] } });
  });

  test('share what is given to all and add what is given to one', () => {
    const stack = aStack();
    new aws.RepositoryRoles(stack, 'MyApp', {
      repository,
      environments: [{ name: 'staging', managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('A')] }, { name: 'production' }],
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('B')],
      path: '/ci/',
    });
    const counts = Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Role')).map(role => [role.Properties.Path, role.Properties.ManagedPolicyArns.length]);
    expect(counts).toEqual([['/ci/', 2], ['/ci/', 1]]);
  });

  test('are named by a pattern, with characters that a name cannot hold replaced', () => {
    const stack = aStack();
    new aws.RepositoryRoles(stack, 'MyApp', {
      repository,
      environments: [{ name: 'eu west/production' }],
      services: [{ name: 'api', environments: [{ name: 'api' }] }],
      naming: aws.RoleNaming.pattern('{owner}.{repository}{service}-{environment}'),
    });
    const names = Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Role')).map(role => role.Properties.RoleName);
    expect(names).toEqual(['my-org.my-app-eu-west-production', 'my-org.my-appapi-api']);
  });

  test('of services are told apart by environments or by workflows', () => {
    const stack = aStack();
    const roles = new aws.RepositoryRoles(stack, 'MyApp', {
      repository,
      services: [
        { name: 'api', environments: [{ name: 'production' }], workflows: [workflow('api')] },
        { name: 'web', environments: [{ name: 'production' }, { name: 'staging' }], workflows: [workflow('web'), workflow('web2')] },
        { name: 'docs', environments: [{ name: 'docs' }] },
      ],
    });
    expect(Object.values(trustPolicies(stack))).toEqual([
      emittedTrust([repository.environment('production').viaWorkflow(workflow('api'))]),
      emittedTrust([repository.environment('production').viaWorkflow(workflow('web'), workflow('web2'))]),
      emittedTrust([repository.environment('staging').viaWorkflow(workflow('web'), workflow('web2'))]),
      emittedTrust([repository.environment('docs')]),
    ]);
    expect(roles.serviceRole('web', 'production').node.path).toBe('Stack/MyApp/Service-web/Environment-production');
  });

  test.each<[string, Partial<aws.RepositoryRolesProps>, string, string]>([
    ['no environment', {}, 'NO_ENVIRONMENTS', 'my-org/my-app'],
    ['services without environments', { services: [{ name: 'api', environments: [] }] }, 'NO_ENVIRONMENTS', 'my-org/my-app'],
    ['an environment twice', { environments: [{ name: 'production' }, { name: 'Production' }] }, 'ENVIRONMENT_TWICE', '"Production"'],
    ['two environments of one construct id', { environments: [{ name: 'a/b' }, { name: 'a--b' }] }, 'ENVIRONMENT_TWICE', '"a--b"'],
    ['a service twice', { services: ['api', 'API'].map(name => ({ name, environments: [{ name: `${name}-x` }] })) }, 'SERVICE_TWICE', '"API"'],
    ['a service name with a slash', { services: [{ name: 'a/b', environments: [{ name: 'x' }] }] }, 'INVALID_SERVICE', '"a/b"'],
    ['an environment with a wildcard', { environments: [{ name: '*' }] }, 'WILDCARD', '"*"'],
    ['two services of one environment', { services: ['api', 'web'].map(name => ({ name, environments: [{ name: 'production' }] })) }, 'SAME_IDENTITY', '"web: production"'],
    ['two services of one workflow', {
      services: ['api', 'web'].map(name => ({ name, environments: [{ name: 'production' }], workflows: [workflow(name), workflow('shared')] })),
    }, 'SAME_IDENTITY', '"api: production"'],
    ['a service that contains another', {
      services: [{ name: 'api', environments: [{ name: 'production' }] }, { name: 'web', environments: [{ name: 'production' }], workflows: [workflow('web')] }],
    }, 'SAME_IDENTITY', '"web: production"'],
    ['a service on every branch and one on a branch', {
      services: [{ name: 'api', environments: [{ name: 'production' }] }, { name: 'web', environments: [{ name: 'production', branch: 'main' }] }],
    }, 'SAME_IDENTITY', '"web: production"'],
    ['a service and the repository on one environment', {
      environments: [{ name: 'production' }],
      services: [{ name: 'api', environments: [{ name: 'production' }] }],
    }, 'SAME_IDENTITY', '"production"'],
    ['workflows of a service and of its environment', {
      services: [{ name: 'api', environments: [{ name: 'production', workflows: [workflow('api')] }], workflows: [workflow('api')] }],
    }, 'BOTH_GIVEN', '\'workflows\' are given for service "api" and for its environment "production"'],
    ['no workflow', { environments: [{ name: 'production', workflows: [] }] }, 'INVALID_CLAIM', 'job_workflow_ref'],
    ['a service and the repository on one environment and workflow', {
      environments: [{ name: 'production', workflows: [workflow('api')] }],
      services: [{ name: 'api', environments: [{ name: 'production' }], workflows: [workflow('api')] }],
    }, 'SAME_IDENTITY', '"production" and "api: production"'],
    ['a service that contains the gated environment of the repository', {
      environments: [{ name: 'production', workflows: [workflow('api')] }],
      services: [{ name: 'api', environments: [{ name: 'production' }] }],
    }, 'SAME_IDENTITY', '"production" and "api: production"'],
    ['an unknown property of an environment', { environments: [{ name: 'x', workflow: workflow('api') } as aws.RepositoryEnvironment] }, 'UNKNOWN_PROPERTY', '"environments[0].workflow" is not known'],
    ['a name in the place of an environment', { environments: ['dev' as unknown as aws.RepositoryEnvironment] }, 'WRONG_KIND', '\'environments[0]\' must be an object with its properties by their names, got "dev": write { name: … }'],
    ['names that meet', {
      environments: [{ name: 'a b' }, { name: 'a/b' }],
      naming: aws.RoleNaming.pattern('deploy-{environment}'),
    }, 'ROLE_NAME_TWICE', '"deploy-a-b"'],
    ['names that are too long', { environments: [{ name: 'e'.repeat(70) }], naming: aws.RoleNaming.pattern('{environment}') }, 'INVALID_ROLE_NAME', '64'],
    ['a target account that is none', { environments: [{ name: 'x', cdkTargets: [{ account: '1', regions: ['eu-west-1'] }] }] }, 'INVALID_ACCOUNT', '"1"'],
  ])('fail for %s and leave nothing behind', (_name, props, code, text) => {
    const stack = aStack();
    const error = refusal(() => new aws.RepositoryRoles(stack, 'MyApp', { repository, ...props }));
    expect(error.code).toBe(code);
    expect(error.text).toContain(text);
    expect(stack.node.children).toEqual([]);
  });

  test('fail for a name that was not declared, with those that were', () => {
    const roles = new aws.RepositoryRoles(aStack(), 'MyApp', { repository, environments: [{ name: 'staging' }] });
    const error = refusal(() => roles.role('stagin'));
    expect(error.code).toBe('UNKNOWN_ROLE');
    expect(error.text).toContain('declared are "staging"');
  });

  test.each([
    ['{env}', 'INVALID_NAMING', '{environment}'],
    ['deploy-{repository}', 'INVALID_NAMING', 'lacks {environment}'],
  ])('fail for the naming %s', (pattern, code, text) => {
    const error = refusal(() => aws.RoleNaming.pattern(pattern));
    expect(error.code).toBe(code);
    expect(error.text).toContain(text);
  });
});

test('a service with its own workflow may stand beside a role of the whole repository', () => {
  expect(() => new aws.RepositoryRoles(aStack(), 'MyApp', {
    repository,
    environments: [{ name: 'production' }],
    services: [{ name: 'api', environments: [{ name: 'production' }], workflows: [workflow('api')] }],
  })).not.toThrow();
});

describe('the CDK bootstrap roles', () => {
  const target = { account: '222222222222', regions: ['eu-west-1', 'us-east-1'] };

  test('of the named accounts are all that such a role may use', () => {
    const stack = aStack();
    new aws.RepositoryRoles(stack, 'MyApp', { repository, environments: [{ name: 'production', cdkTargets: [target] }, { name: 'staging' }] });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::Policy', 1);
    const [policy] = Object.values<any>(template.findResources('AWS::IAM::Policy'));
    const arn = (kind: string, region: string) => ({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::222222222222:role/cdk-hnb659fds-${kind}-role-222222222222-${region}`]],
    });
    expect(policy.Properties.PolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: target.regions.flatMap(region => ['deploy', 'file-publishing', 'image-publishing', 'lookup'].map(kind => arn(kind, region))),
    }]);
    expect(policy.Properties.Roles).toEqual([{ Ref: expect.stringContaining('production') }]);
    const roles = Object.values<any>(template.findResources('AWS::IAM::Role'));
    expect(roles.map(role => Object.keys(role.Properties))).toEqual([['AssumeRolePolicyDocument'], ['AssumeRolePolicyDocument']]);
  });

  test('can have a qualifier', () => {
    expect(aws.CdkBootstrapRoles.of({ ...target, qualifier: 'team1' }).arns[0]).toContain('cdk-team1-deploy-role-222222222222-eu-west-1');
  });

  test.each(['eusc-de-east-1', 'us-gov-west-1', 'cn-north-1', 'ap-southeast-5'])('are named in region %s', region => {
    expect(aws.CdkBootstrapRoles.of({ account: '222222222222', regions: [region] }).arns).toHaveLength(4);
  });

  test('take an account that is only known at deployment', () => {
    const stack = aStack();
    expect(() => aws.CdkBootstrapRoles.of({ account: stack.account, regions: [stack.region] })).not.toThrow();
  });

  test.each([
    [{ ...target, account: 'prod' }, 'INVALID_ACCOUNT'],
    [{ ...target, regions: [] }, 'INVALID_REGION'],
    [{ ...target, regions: ['*'] }, 'INVALID_REGION'],
    [{ ...target, regions: ['Frankfurt'] }, 'INVALID_REGION'],
    [{ ...target, qualifier: '*' }, 'INVALID_QUALIFIER'],
    [{ ...target, qualifier: '' }, 'INVALID_QUALIFIER'],
  ])('fail for %j', (given, code) => {
    expect(refusal(() => aws.CdkBootstrapRoles.of(given)).code).toBe(code);
  });
});

test('a role of the repository is never mistaken for one of a service', () => {
  const roles = new aws.RepositoryRoles(aStack(), 'MyApp', {
    repository,
    environments: [{ name: 'api: staging' }],
    services: [{ name: 'api', environments: [{ name: 'staging' }] }],
  });
  expect(roles.role('api: staging')).toBe(roles.roles[0]);
  expect(roles.serviceRole('api', 'staging')).toBe(roles.roles[1]);
  expect(refusal(() => roles.role('staging')).code).toBe('UNKNOWN_ROLE');
});
