import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { GitHubRepository } from '../../src';
import { DeployRole, StackTrust, TrustReview } from '../../src/aws';
import * as readers from '../../src/verify/readers';
import { GITHUB } from '../cli/trusts';
import { refusal } from '../support/stacks';

const APP = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });

let outdir: string;
let said: string[];

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'review-'));
  said = [];
  for (const name of ['log', 'error', 'warn'] as const) jest.spyOn(console, name).mockImplementation((...words) => { said.push(words.join(' ')); });
  jest.spyOn(process.stderr, 'write').mockImplementation(text => said.push(String(text)) > 0);
});

afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(outdir, { recursive: true });
});

function wideRole(scope: cdk.Stack, conditions: object = {}): iam.Role {
  return new iam.Role(scope, 'Wide', { assumedBy: new iam.WebIdentityPrincipal(`arn:aws:iam::123456789012:oidc-provider/${GITHUB}`, { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com', ...conditions } }) });
}

function synthesise(fill: (stack: cdk.Stack) => void, plugin = new TrustReview()): boolean {
  const app = new cdk.App({ outdir, policyValidationBeta1: [plugin], context: { '@aws-cdk/core:validationReportJson': true } });
  fill(new cdk.Stack(app, 'Deploy'));
  try {
    app.synth();
  } catch {
    return false;
  }
  return process.exitCode === undefined || process.exitCode === 0;
}

const report = () => JSON.parse(readFileSync(join(outdir, 'policy-validation-report.json'), 'utf8'));

test('synth fails where a rule finds an error, and names the resource', () => {
  expect(synthesise(stack => { wideRole(stack); })).toBe(false);

  const [{ violations: [{ ruleName, violatingResources }] }] = report().pluginReports;
  expect(ruleName).toBe('no-subject');
  expect(violatingResources).toEqual([expect.objectContaining({ resourceLogicalId: expect.stringMatching(/^Wide/), templatePath: expect.stringContaining('Deploy.template.json') })]);
});

describe('attached', () => {
  const attached = (attach: (app: cdk.App, stack: cdk.Stack) => void, fill: (stack: cdk.Stack) => void): boolean => {
    const app = new cdk.App({ outdir, context: { '@aws-cdk/core:validationReportJson': true } });
    const stack = new cdk.Stack(app, 'Deploy');
    attach(app, stack);
    fill(stack);
    try {
      app.synth();
    } catch {
      return false;
    }
    return process.exitCode === undefined || process.exitCode === 0;
  };

  test.each<[string, (app: cdk.App, stack: cdk.Stack) => void]>([
    ['an app', app => TrustReview.attachTo(app)],
    ['a stack', (_app, stack) => TrustReview.attachTo(stack)],
  ])('to %s, it judges what is added later', (_name, attach) => {
    expect(attached(attach, stack => { wideRole(stack); })).toBe(false);
  });

  test('it lets pass what no rule finds an error in', () => {
    expect(attached(app => TrustReview.attachTo(app), stack => { new DeployRole(stack, 'Role', { workloads: [APP.environment('production')] }); })).toBe(true);
  });

  test('it takes suppressions', () => {
    const file = join(outdir, 'accepted.yaml');
    writeFileSync(file, JSON.stringify({ version: 1, suppressions: [{ rule: 'no-subject', target: '*', reason: 'is replaced', expires: '9999-12-31' }] }));
    expect(attached(app => TrustReview.attachTo(app, { suppressions: file }), stack => { wideRole(stack); })).toBe(true);
  });

  test('it uses the validations of a framework that has them', () => {
    const framework = cdk as unknown as Record<string, unknown>;
    const before = Object.getOwnPropertyDescriptor(framework, 'Validations');
    const added: [unknown, unknown][] = [];
    Object.defineProperty(framework, 'Validations', { configurable: true, enumerable: true, value: { of: (scope: unknown) => ({ addPlugins: (plugin: unknown) => added.push([scope, plugin]) }) } });
    try {
      const app = new cdk.App({ outdir });
      TrustReview.attachTo(new cdk.Stack(app, 'Deploy'));
      expect(added).toEqual([[app, expect.any(TrustReview)]]);
      expect(app.policyValidationBeta1).toEqual([]);
    } finally {
      if (before === undefined) delete framework.Validations;
      else Object.defineProperty(framework, 'Validations', before);
    }
  });

  test('fails where nothing is ever synthesised', () => {
    expect(refusal(() => TrustReview.attachTo(new cdk.Stack())).code).toBeUndefined(); // CDK makes an app for a stack without one
    expect(refusal(() => TrustReview.attachTo(new Construct(undefined as any, ''))).code).toBe('STACK_WITHOUT_APP');
  });
});

test('synth passes where no rule finds an error', () => {
  expect(synthesise(stack => { new DeployRole(stack, 'Role', { workloads: [APP.environment('production')] }); })).toBe(true);
});

test.each([true, false])('the roles of nested stacks are judged too, with metadata of assets or without: %p', hasMetadata => {
  const fill = (stack: cdk.Stack) => {
    if (hasMetadata) stack.node.setContext('aws:cdk:enable-asset-metadata', true);
    wideRole(new cdk.NestedStack(new cdk.NestedStack(stack, 'Outer'), 'Inner'));
  };

  expect(synthesise(fill)).toBe(false);

  const [{ violations }] = report().pluginReports;
  expect(violations).toHaveLength(1);
  expect(violations[0]).toMatchObject({ ruleName: 'no-subject', violatingResources: [{ resourceLogicalId: expect.stringMatching(/^Wide/), templatePath: expect.stringContaining('.nested.template.json') }] });
});

test('a stack without roles passes', () => {
  expect(synthesise(() => undefined)).toBe(true);
});

test('what is less than an error is told, and does not fail synth', () => {
  const byName = (stack: cdk.Stack) => { wideRole(stack, { [`${GITHUB}:sub`]: 'repo:my-org/my-app:environment:production' }); };

  expect(synthesise(byName)).toBe(true);
  const { templatePaths } = { templatePaths: [join(outdir, 'Deploy.template.json')] };
  expect(new TrustReview().validate({ templatePaths } as cdk.IPolicyValidationContextBeta1).violations).toEqual([expect.objectContaining({ ruleName: 'names-without-ids', severity: 'note' })]);
});

test('what is not judged is in the report, and does not fail synth', () => {
  const { readTemplates } = jest.requireActual<typeof readers>('../../src/verify/readers');
  jest.spyOn(readers, 'readTemplates').mockImplementation(paths => ({
    ...readTemplates(paths),
    unjudged: [{ id: 'Deploy/Set', type: 'AWS::CloudFormation::StackSet', reason: 'its template stands elsewhere', source: { file: paths[0], pointer: '/Resources/Set' } }],
  }));

  expect(synthesise(stack => { new DeployRole(stack, 'Role', { workloads: [APP.environment('production')] }); })).toBe(true);
  expect(synthesise(stack => { wideRole(stack); })).toBe(false);
  expect(report().pluginReports[0].violations).toContainEqual(expect.objectContaining({ ruleName: 'not-judged', description: 'not judged (AWS::CloudFormation::StackSet): its template stands elsewhere', severity: 'note' }));
});

test('a suppression holds at synth as well', () => {
  const file = join(outdir, 'known.json');
  writeFileSync(file, JSON.stringify({ version: 1, suppressions: [{ rule: 'no-subject', target: '*', reason: 'is replaced', expires: '9999-12-31' }] }));

  expect(existsSync(file)).toBe(true);
  expect(synthesise(stack => { wideRole(stack); }, new TrustReview({ suppressions: file }))).toBe(true);
});

test('every violation names a logical id and a template, also where it is about no resource', () => {
  synthesise(stack => { wideRole(stack); });
  const file = join(outdir, 'known.json');
  writeFileSync(file, JSON.stringify({ version: 1, suppressions: [{ rule: 'any-ref', target: 'X', reason: 'r', expires: '2020-01-01' }] }));
  const templatePaths = [join(outdir, 'Deploy.template.json')];
  const { violations, success } = new TrustReview({ suppressions: file }).validate({ templatePaths } as cdk.IPolicyValidationContextBeta1);

  expect(success).toBe(false);
  expect(violations.map(({ ruleName }) => ruleName)).toEqual(['no-subject', 'suppression-expired']);
  for (const { violatingResources } of violations) {
    for (const { resourceLogicalId, templatePath } of violatingResources) {
      expect(resourceLogicalId).not.toBe('');
      expect(templatePaths).toContain(templatePath);
    }
  }
});

describe('the trust of a stack', () => {
  test('admits what its roles were declared for', () => {
    const stack = new cdk.Stack(new cdk.App({ outdir }), 'Deploy');
    const production = APP.environment('production');
    new DeployRole(stack, 'Role', { workloads: [production] });
    const trust = StackTrust.ofStack(stack);

    expect(trust.admits(production.sampleClaims('sts.amazonaws.com'))).toBe(true);
    expect(trust.admits(APP.environment('staging').sampleClaims('sts.amazonaws.com'))).toBe(false);
    expect(trust.findings()).toEqual([]);
  });

  test('is that of a nested stack, too', () => {
    const stack = new cdk.Stack(new cdk.App({ outdir }), 'Deploy');
    const nested = new cdk.NestedStack(stack, 'Nested');
    new DeployRole(nested, 'Role', { workloads: [APP.environment('production')] });

    expect(StackTrust.ofStack(nested).targets()).toHaveLength(1);
  });

  test('fails where the stack stands in no app', () => {
    const stack = new cdk.Stack(new Construct(undefined as unknown as Construct, ''), 'Alone');

    expect(() => StackTrust.ofStack(stack)).toThrow('STACK_WITHOUT_APP');
  });
});
