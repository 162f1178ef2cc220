import { copyFileSync, mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, aws_iam as iam, CfnOutput, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { App as TerraformApp, TerraformStack } from 'cdktf';
import { ARTEFACTS, shown } from './support';
import { aws, azure, GitHubRepository } from '../../../src';
import { readPaths } from '../../../src/verify/readers';

const workload = GitHubRepository.of('my-org/my-app').environment('production');
const PROVIDER = 'arn:<AWS::Partition>:iam::<AWS::AccountId>:oidc-provider/token.actions.githubusercontent.com';
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'readers-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('cdk.out', () => {
  test('is read with its stages and nested stacks, and without what an earlier run left', () => {
    const app = new App({ outdir: directory });
    new aws.DeployRole(new Stack(app, 'First'), 'Deploy', { workloads: [workload] });
    new aws.DeployRole(new Stack(new Stage(app, 'Prod'), 'Second'), 'Deploy', { workloads: [workload] });
    const parent = new Stack(app, 'Parent');
    new aws.DeployRole(new NestedStack(parent, 'Nested'), 'Deploy', { workloads: [workload] });
    app.synth();
    copyFileSync(join(ARTEFACTS, 'template.yaml'), join(directory, 'Stale.template.json'));

    expect(readPaths([directory]).targets.map(({ id }) => id)).toEqual([/^First\/Deploy/, /^ParentNested\w+\/Deploy/, /^ProdSecond\w+\/Deploy/].map(id => expect.stringMatching(id)));
  });

  test('has exports followed to the template that makes them, and parameters of nested stacks to their parent', () => {
    const app = new App({ outdir: directory });
    const identity = new Stack(app, 'Identity');
    const provider = new aws.GitHubOidcProvider(identity, 'GitHub');
    new aws.DeployRole(new Stack(app, 'Delivery'), 'Deploy', { providers: [provider], workloads: [workload] });
    new aws.DeployRole(new NestedStack(identity, 'Nested'), 'Deploy', { providers: [provider], workloads: [workload] });
    app.synth();

    const principals = readPaths([directory]).targets.map(target => shown((target as any).trust.policy).Statement[0].Principal);
    expect(principals).toEqual([{ Federated: PROVIDER }, { Federated: PROVIDER }]);
  });

  test('without any role gives nothing, which is no mistake', () => {
    const app = new App({ outdir: directory });
    new CfnOutput(new Stack(app, 'Empty'), 'Out', { value: 'x' });
    app.synth();

    expect(readPaths([directory])).toEqual({ targets: [], roles: [], providers: [], staticKeys: [], duplicateKeys: [], unjudged: [] });
  });
});

test('cdktf.out is read by the names of its stacks', () => {
  const app = new TerraformApp({ outdir: directory });
  for (const name of ['one', 'two']) {
    const stack = new TerraformStack(app, name);
    new AzurermProvider(stack, 'azurerm', { features: [{}] });
    new azure.DeployIdentity(stack, 'Identity', { workloads: [workload], identityName: 'deploy', resourceGroupName: 'deploy', location: 'westeurope' });
  }
  app.synth();

  const ids = readPaths([directory]).targets.map(({ id }) => id);
  expect(ids).toEqual([expect.stringMatching(/^one\/azurerm_federated_identity_credential\./), expect.stringMatching(/^two\/azurerm_federated_identity_credential\./)]);
});

describe('a directory', () => {
  test('tells roles of the same name apart by their files', () => {
    for (const name of ['a', 'b']) {
      mkdirSync(join(directory, name));
      copyFileSync(join(ARTEFACTS, 'trust-policy.json'), join(directory, name, 'trust.json'));
    }
    expect(readPaths([directory]).targets.map(({ id }) => id)).toEqual(['a', 'b'].map(name => `${join(directory, name, 'trust.json')}#trust.json`));
  });

  test('is read once, whatever leads back to it, and other files in it are passed over', () => {
    copyFileSync(join(ARTEFACTS, 'trust-policy.json'), join(directory, 'trust.json'));
    writeFileSync(join(directory, 'package.json'), '{"name":"x"}');
    writeFileSync(join(directory, 'notes.md'), '# notes');
    symlinkSync(directory, join(directory, 'loop'));
    symlinkSync(join(directory, 'nowhere'), join(directory, 'dangling.json'));

    expect(readPaths([directory, join(directory, 'trust.json')]).targets.map(({ id }) => id)).toEqual(['trust.json']);
  });

  test('fails where nothing in it could be read', () => {
    expect(() => readPaths([directory])).toThrow(`${directory}: holds no file that could be read`);
    writeFileSync(join(directory, 'package.json'), '{"name":"x"}');
    expect(() => readPaths([directory])).toThrow(`${directory}: holds no file of a kind that can be read`);
  });
});

test('a role of the CDK itself that no token opens is a role and no target', () => {
  const app = new App({ outdir: directory });
  new iam.Role(new Stack(app, 'Stack'), 'Function', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  app.synth();

  const { roles, targets } = readPaths([directory]);
  expect(roles.map(({ id }) => id)).toEqual([expect.stringMatching(/^Stack\/Function/)]);
  expect(targets).toEqual([]);
});
