import { App, Aspects, CfnResource, IAspect, PropertyInjectors, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { IConstruct } from 'constructs';
import { aws, GitHubIssuer, GitHubRepository } from '../../src';
import { aStack, refusal } from '../support/stacks';
import { trustPolicies } from '../support/template';

const production = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' }).environment('production');

function aRole(stack: Stack, workloads = [production]): { role: aws.DeployRole; resource: iam.CfnRole } {
  const role = new aws.DeployRole(stack, 'Role', { workloads });
  return { role, resource: role.node.defaultChild as iam.CfnRole };
}

const anyone = () => new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.AnyPrincipal()] });
const open = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: '*' }] };

class Widen implements IAspect {
  public visit(node: IConstruct): void {
    if (node instanceof iam.CfnRole) node.assumeRolePolicyDocument = open;
  }
}

/** Every way to change the trust of a role behind its back. */
const WAYS: Record<string, (stack: Stack) => void> = {
  'assumeRolePolicy.addStatements': stack => aRole(stack).role.assumeRolePolicy!.addStatements(anyone()),
  'the property of the L1': stack => { aRole(stack).resource.assumeRolePolicyDocument = open; },
  'an override of the property': stack => aRole(stack).resource.addPropertyOverride('AssumeRolePolicyDocument', open),
  'an override of the statements': stack => aRole(stack).resource.addOverride('Properties.AssumeRolePolicyDocument.Statement', open.Statement),
  'an override beside the statements': stack => aRole(stack).resource.addPropertyOverride('AssumeRolePolicyDocument.Id', 'mine'),
  'an override of all properties': stack => aRole(stack).resource.addOverride('Properties', { AssumeRolePolicyDocument: open }),
  'a deletion of the condition': stack => aRole(stack).resource.addPropertyDeletionOverride('AssumeRolePolicyDocument.Statement.0.Condition'),
  'a deletion of the policy': stack => aRole(stack).resource.addPropertyDeletionOverride('AssumeRolePolicyDocument'),
  'another resource in its place': stack => {
    const { role } = aRole(stack);
    role.node.tryRemoveChild('Resource');
    new CfnResource(role, 'Resource', { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: open } });
  },
  'another default child': stack => {
    const { role, resource } = aRole(stack);
    resource.assumeRolePolicyDocument = open;
    role.node.defaultChild = undefined;
  },
  'a value that the policy hands out': stack => {
    const { role } = aRole(stack, [production, production.repository.environment('staging')]);
    const [statement] = role.assumeRolePolicy!.toJSON().Statement;
    statement.Condition.StringEquals['token.actions.githubusercontent.com:sub'].push('repo:evil/evil:pull_request');
  },
  'an Aspect': stack => {
    aRole(stack);
    Aspects.of(stack).add(new Widen());
  },
  'a document of a class of its own': stack => {
    const { role, resource } = aRole(stack);
    class Wider extends iam.PolicyDocument {
      public resolve(): any {
        return open;
      }
    }
    Object.assign(role, { assumeRolePolicy: new Wider({ statements: (role.assumeRolePolicy as unknown as { statements: iam.PolicyStatement[] }).statements }) });
    resource.assumeRolePolicyDocument = role.assumeRolePolicy;
  },
  'a document that is resolved by another method': stack => {
    const { role } = aRole(stack);
    Object.assign(role.assumeRolePolicy!, { resolve: () => open });
  },
  'a document that shows one thing and resolves to another': stack => {
    const { role } = aRole(stack);
    const shown = role.assumeRolePolicy!.toJSON();
    Object.assign(role.assumeRolePolicy!, { toJSON: () => shown });
    role.assumeRolePolicy!.addStatements(anyone());
  },
  'another renderProperties of the resource': stack => Object.assign(aRole(stack).resource, { renderProperties: () => ({ AssumeRolePolicyDocument: open }) }),
  'another _toCloudFormation of the resource': stack => {
    const { resource } = aRole(stack);
    Object.assign(resource, { _toCloudFormation: () => ({ Resources: { [resource.logicalId]: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: open } } } }) });
  },
  'another cfnProperties of the resource': stack => {
    Object.defineProperty(aRole(stack).resource, 'cfnProperties', { get: () => ({ assumeRolePolicyDocument: open }) });
  },
  'a resource of a class of its own': stack => {
    const { role } = aRole(stack);
    class Wider extends iam.CfnRole {
      protected renderProperties(): Record<string, any> {
        return { AssumeRolePolicyDocument: open };
      }
    }
    role.node.tryRemoveChild('Resource');
    new Wider(role, 'Resource', { assumeRolePolicyDocument: role.assumeRolePolicy });
  },
  'another role in its place': stack => {
    const { role } = aRole(stack);
    role.node.tryRemoveChild('Resource');
    new iam.CfnRole(role, 'Resource', { assumeRolePolicyDocument: open });
  },
  'a stack that resolves another way': stack => {
    aRole(stack);
    const { resolve } = stack;
    Object.assign(stack, {
      resolve: (value: unknown) => {
        const text = JSON.stringify(resolve.call(stack, value));
        return text === undefined ? undefined : JSON.parse(text.replace(/"repo:[^"]*"/g, '"*"'));
      },
    });
  },
  'a stack that merges another way': stack => {
    const { resource } = aRole(stack);
    Object.assign(stack, { _toCloudFormation: () => ({ Resources: { [stack.resolve(resource.logicalId)]: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: open } } } }) });
  },


  'a property injector of the L2': stack => {
    PropertyInjectors.of(stack).add({
      constructUniqueId: iam.Role.PROPERTY_INJECTION_ID,
      inject: props => ({ ...props, assumedBy: new iam.AnyPrincipal() }),
    });
    aRole(stack);
  },
};

describe('a change of the declared trust', () => {
  test.each(Object.entries(WAYS))('fails synth when made by %s', (_name, widen) => {
    const stack = aStack();
    widen(stack);
    const { text } = refusal(() => (stack.node.root as App).synth());
    expect(text).toContain('[Stack/Role]');
    expect(text).toContain('the trust policy is not the one that was declared');
    expect(text).toMatch(/acknowledgeTrustChange\("trust-changed-[0-9a-f]{12}", reason\)/);
  });

  test('passes when exactly it is acknowledged, with its reason in the metadata', () => {
    const id = idOf(WAYS['assumeRolePolicy.addStatements']);
    const stack = aStack();
    const { role } = aRole(stack);
    role.assumeRolePolicy!.addStatements(anyone());
    role.acknowledgeTrustChange(id, 'break glass, see runbook 7');
    const [resource] = Object.values((stack.node.root as App).synth().getStackByName('Stack').template.Resources) as any[];
    expect(resource.Metadata['cdk-federated-roles']).toEqual({ reasons: { [id]: ['break glass, see runbook 7'] } });
    expect(resource.Properties.AssumeRolePolicyDocument.Statement).toHaveLength(2);
  });

  test('fails when a further change comes on top of an acknowledged one', () => {
    const id = idOf(WAYS['assumeRolePolicy.addStatements']);
    const stack = aStack();
    const { role } = aRole(stack);
    role.acknowledgeTrustChange(id, 'break glass');
    role.assumeRolePolicy!.addStatements(anyone());
    role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:TagSession'], principals: [new iam.AnyPrincipal()] }));
    expect(refusal(() => (stack.node.root as App).synth()).text).toContain('TRUST_CHANGED');
  });

  test('fails when an acknowledged change is not there', () => {
    const stack = aStack();
    aRole(stack).role.acknowledgeTrustChange('trust-changed-000000000000', 'left over');
    expect(refusal(() => (stack.node.root as App).synth()).text).toContain('ACKNOWLEDGEMENT_UNUSED');
  });

  test.each(['', '  '])('fails when the reason is %j', reason => {
    const { role } = aRole(aStack());
    expect(refusal(() => role.acknowledgeTrustChange('trust-changed-000000000000', reason)).code).toBe('REASON_MISSING');
  });

  test('fails when the resource of the role is taken out and put elsewhere', () => {
    const stack = aStack();
    const { role, resource } = aRole(stack);
    role.node.tryRemoveChild('Resource');
    new CfnResource(stack, 'Elsewhere', { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: open } }).overrideLogicalId(stack.resolve(resource.logicalId));
    expect(refusal(() => (stack.node.root as App).synth()).text).toContain("the role's own resource was taken out");
  });

  test.each<[string, (resource: iam.CfnRole) => void, RegExp]>([
    ['another type', resource => resource.addOverride('Type', 'AWS::CloudFormation::CustomResource'), /of type "AWS::CloudFormation::CustomResource" .*TRUST_CHANGED/],
    ['no type', resource => resource.addDeletionOverride('Type'), /of type undefined .*TRUST_CHANGED/],
    ['a macro', resource => resource.addOverride('Fn::Transform', { Name: 'Widen' }), /a macro can write another trust policy.*TRUST_CHANGED/],
    ['a macro in its properties', resource => resource.addPropertyOverride('Fn::Transform', { Name: 'AWS::Include' }), /a macro can write another trust policy.*TRUST_CHANGED/],
  ])('fails when an override gives the resource %s', (_name, change, expected) => {
    const stack = aStack();
    change(aRole(stack).resource);
    expect(refusal(() => (stack.node.root as App).synth()).text).toMatch(expected);
  });

  test.each<[string, (resource: iam.CfnRole) => void]>([
    ['replaced', resource => { resource.cfnOptions.metadata = { cfn_nag: 1 }; }],
    ['deleted', resource => resource.addDeletionOverride('Metadata')],
  ])('fails when the reason of a pattern is %s in the metadata', (_name, change) => {
    const stack = aStack();
    change(aRole(stack, [production.repository.anyJob({ reason: 'asked for' })]).resource);
    expect(refusal(() => (stack.node.root as App).synth()).text).toContain('REASONS_REMOVED');
  });

  test('does not reach another role that was given the same principal', () => {
    const stack = aStack();
    const assumedBy = new aws.WorkloadPrincipal({ workloads: [production, production.repository.environment('staging')] });
    const [first, second] = ['A', 'B'].map(id => new iam.Role(stack, id, { assumedBy }));
    const before = JSON.stringify(second.assumeRolePolicy!.toJSON());
    first.assumeRolePolicy!.toJSON().Statement[0].Condition.StringEquals['token.actions.githubusercontent.com:sub'].push('repo:evil/evil:pull_request');
    expect(JSON.stringify(second.assumeRolePolicy!.toJSON())).toBe(before);
  });

  test('is not seen in overrides of other properties, tags or policies', () => {
    const stack = aStack();
    const { role, resource } = aRole(stack);
    resource.addPropertyOverride('Description', 'anything');
    role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));
    expect(() => (stack.node.root as App).synth()).not.toThrow();
  });

  test('is not seen in a role that is customised away', () => {
    const stack = aStack();
    iam.Role.customizeRoles(stack, { usePrecreatedRoles: { 'Stack/Role': 'made-by-others' } });
    new aws.DeployRole(stack, 'Role', { workloads: [production] });
    const template = (stack.node.root as App).synth().getStackByName('Stack').template;
    expect(Object.values(template.Resources ?? {}).filter((r: any) => r.Type === 'AWS::IAM::Role')).toEqual([]);
  });
});

function idOf(widen: (stack: Stack) => void): string {
  const stack = aStack();
  widen(stack);
  return /trust-changed-[0-9a-f]{12}/.exec(refusal(() => (stack.node.root as App).synth()).text)![0];
}

describe('a provider of another stack', () => {
  test('is no change, though its reference becomes an import', () => {
    const app = new App();
    const provider = new aws.GitHubOidcProvider(new Stack(app, 'Providers'), 'GitHub');
    const stack = new Stack(app, 'Roles');
    new aws.DeployRole(stack, 'Role', { workloads: [production], providers: [provider] });
    const assembly = app.synth();
    const [role] = Object.values(assembly.getStackByName('Roles').template.Resources) as any[];
    expect(role.Properties.AssumeRolePolicyDocument.Statement[0].Principal.Federated).toEqual({ 'Fn::ImportValue': expect.stringContaining('Providers:') });
  });
});

describe('the length of the trust policy', () => {
  const long = (count: number) => Array.from({ length: count }, (_, i) =>
    GitHubRepository.of(`my-org/repository-${i}`, { ownerId: '123456', repositoryId: `${1000 + i}` }).environment('production'));

  function synth(count: number, options: aws.DeployRoleOptions = {}, provider = false) {
    return refusal(() => {
      const stack = aStack();
      const providers = provider ? [aws.GitHubOidcProvider.inStack(stack)] : undefined;
      new aws.DeployRole(stack, 'Role', { workloads: long(count), providers, ...options });
      trustPolicies(stack);
    });
  }

  /** What IAM counts, on the policy as it is deployed. */
  const deployedLength = (count: number) => {
    const stack = aStack();
    new iam.Role(stack, 'Role', { assumedBy: new aws.WorkloadPrincipal({ workloads: long(count) }) });
    return JSON.stringify(Object.values(trustPolicies(stack))[0]).length;
  };
  const fitting = (quota: number) => {
    let count = 1;
    while (deployedLength(count + 1) <= quota) count += 1;
    return count;
  };

  test.each([2048, 8192])('is accepted up to a quota of %d characters and refused above', quota => {
    const count = fitting(quota);
    for (const provider of [false, true]) {
      expect(synth(count, { trustPolicyQuota: quota }, provider).text).toBe('nothing was refused');
      expect(synth(count + 1, { trustPolicyQuota: quota }, provider).text).toContain(`trust policy is ${deployedLength(count + 1)} characters, at most ${quota} are allowed`);
    }
  });

  test.each([['us-gov-west-1', 'aws-us-gov'], ['cn-north-1', 'aws-cn']])('counts the partition of %s', (region, partition) => {
    const measured = (env?: { account: string; region: string }) => {
      const { text } = refusal(() => {
        const stack = aStack({ env });
        new aws.DeployRole(stack, 'Role', { workloads: long(40), audience: 'sts.amazonaws.com' });
        trustPolicies(stack);
      });
      return Number(/trust policy is (\d+) characters/.exec(text)![1]);
    };
    expect(measured({ account: '111111111111', region }) - measured()).toBe(partition.length - 'aws'.length);
  });

  test('is measured against 2,048 unless the raised quota is chosen', () => {
    const count = fitting(2048) + 1;
    expect(synth(count).text).toContain('TRUST_TOO_LONG');
    expect(synth(count).text).toContain("set 'trustPolicyQuota'");
    expect(synth(count, { trustPolicyQuota: 8192 }).text).toBe('nothing was refused');
  });

  test.each([2047, 8193, 4096.5, NaN])('fails for a quota of %d', quota => {
    expect(synth(1, { trustPolicyQuota: quota }).code).toBe('INVALID_QUOTA');
  });

  test('counts an escaped variable and every character once', () => {
    const stack = aStack();
    const workload = GitHubRepository.of('my-org/my-app', { ownerId: '1', repositoryId: '2', issuer: GitHubIssuer.GITHUB_COM }).environment('a${b} ü');
    new aws.DeployRole(stack, 'Role', { workloads: [workload] });
    const [trust] = Object.values(trustPolicies(stack));
    expect(JSON.stringify(trust)).toContain('environment:a${$}{b} ü');
  });
});

test('an unrelated resource of another library is left alone', () => {
  const stack = aStack();
  aRole(stack);
  new CfnResource(stack, 'Other', { type: 'AWS::IAM::Role', properties: { AssumeRolePolicyDocument: open } });
  expect(() => (stack.node.root as App).synth()).not.toThrow();
});

/** What is no other trust policy but leaves nothing that could be compared. */
const OUT_OF_SIGHT: Record<string, [change: (stack: Stack) => void, says: string]> = {
  'a resource that writes nothing': [stack => Object.assign(aRole(stack).resource, { shouldSynthesize: () => false }), 'was taken out of the tree'],
  'a macro over the template': [stack => {
    aRole(stack);
    stack.addTransform('Widen');
  }, 'acknowledgeTrustChange("macro-Widen", reason)'],
  'a text that the template includes': [stack => {
    aRole(stack);
    stack.addTransform('AWS::Include');
  }, 'acknowledgeTrustChange("macro-AWS::Include", reason)'],
};

test.each(Object.keys(OUT_OF_SIGHT))('fails synth for %s', way => {
  const [change, says] = OUT_OF_SIGHT[way];
  const stack = aStack();
  change(stack);

  const { code, text } = refusal(() => (stack.node.root as App).synth());

  expect({ code, text }).toEqual({ code, text: expect.stringContaining('[TRUST_CHANGED]') });
  expect(text).toContain(says);
});

test('takes the macros of AWS, and one that is acknowledged', () => {
  const stack = aStack();
  stack.addTransform('AWS::LanguageExtensions');
  stack.addTransform('Tags');
  aRole(stack).role.acknowledgeTrustChange('macro-Tags', 'adds tags, of the platform team');

  expect(() => (stack.node.root as App).synth()).not.toThrow();
});

test.each([
  ['a policy document', iam.PolicyDocument.prototype, 'resolve', () => open],
  ['a role', iam.CfnRole.prototype, 'renderProperties', () => ({ AssumeRolePolicyDocument: open })],
] as const)('fails synth where the method of every %s is replaced', (_name, prototype, method, replacement) => {
  const stack = aStack();
  aRole(stack);
  const spy = jest.spyOn(prototype as any, method).mockImplementation(replacement);
  try {
    expect(() => (stack.node.root as App).synth()).toThrow('[TRUST_CHANGED]');
  } finally {
    spy.mockRestore();
  }
});

test('a property that answers another way each time is refused, or never asked by a later AWS CDK', () => {
  const stack = new Stack(new App(), 'Stack');
  const { resource } = aRole(stack);
  const declared = resource.assumeRolePolicyDocument;
  let asked = 0;
  Object.defineProperty(resource, 'assumeRolePolicyDocument', { get: () => asked++ === 0 ? declared : open });
  const { text } = refusal(() => (stack.node.root as App).synth());

  expect(asked === 0 || text.includes('the trust policy is not the one that was declared')).toBe(true);
});
