import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JwtAuthBackendRole } from '@cdktf/provider-vault/lib/jwt-auth-backend-role';
import { VaultProvider } from '@cdktf/provider-vault/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { warningsIn } from './warnings';
import { GitHubIssuer, GitHubRepository } from '../../src';
import { StackTrust, TrustReview } from '../../src/terraform';
import { DeployRole, JwtAuthBackend, Permission, Policy } from '../../src/vault';

const AUDIENCE = 'https://vault.example.com';
const PRODUCTION = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' }).environment('production');

let outdir: string;
let printed: string[];

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'review-'));
  printed = [];
  jest.spyOn(process.stderr, 'write').mockImplementation(text => printed.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(outdir, { recursive: true });
});

function aStack(app: App, id = 'deploy'): { readonly stack: TerraformStack; readonly backend: JwtAuthBackend } {
  const stack = new TerraformStack(app, id);
  new VaultProvider(stack, 'Vault', { address: AUDIENCE });
  return { stack, backend: new JwtAuthBackend(stack, 'GitHub', { issuer: GitHubIssuer.GITHUB_COM }) };
}

/** A role that any job of GitHub can log in to. */
function wideRole(stack: TerraformStack): void {
  new JwtAuthBackendRole(stack, 'Wide', { backend: 'jwt-github', roleName: 'wide', roleType: 'jwt', userClaim: 'repository_id', boundAudiences: [AUDIENCE] });
}

test('synth fails where a rule finds an error, and says which and where', () => {
  const app = new App({ outdir });
  const { stack } = aStack(app);
  wideRole(stack);
  TrustReview.attachTo(app);

  expect(() => app.synth()).toThrow(/audience-only|no-subject/);
});

test('synth passes where no rule finds an error, and writes what it would have written', () => {
  const written = [false, true].map(reviewed => {
    const directory = join(outdir, String(reviewed));
    const app = new App({ outdir: directory });
    const { stack, backend } = aStack(app);
    new DeployRole(stack, 'Role', { backend, roleName: 'my-app', workloads: [PRODUCTION], audience: AUDIENCE });
    if (reviewed) TrustReview.attachTo(app);
    app.synth();
    return readFileSync(join(directory, 'stacks', 'deploy', 'cdk.tf.json'), 'utf8');
  });

  expect(written[1]).toBe(written[0]);
});

test('the stacks of an app are judged together: what two of them do wrong is told at one', () => {
  const app = new App({ outdir });
  for (const id of ['one', 'other']) {
    const { stack, backend } = aStack(app, id);
    new DeployRole(stack, 'Role', { backend, roleName: id, workloads: [PRODUCTION], audience: AUDIENCE, permissions: [Permission.policy(Policy.fromName(stack, 'Policy', id))] });
  }
  TrustReview.attachTo(app);
  app.synth();

  const told = warningsIn(app).filter(({ text }) => text.includes('same-identity'));
  expect(told).toEqual([{ path: 'other', text: expect.stringMatching(/trusts the same jobs as/) }]);
});

test('what is not judged is a warning of its stack', () => {
  const app = new App({ outdir });
  const { stack } = aStack(app);
  stack.addOverride('resource.google_iam_workload_identity_pool_provider.other', { workload_identity_pool_id: 'ci', aws: [{ account_id: '1' }] });
  TrustReview.attachTo(app);
  app.synth();

  expect(warningsIn(stack)).toEqual([{ path: 'deploy', text: expect.stringMatching(/not judged: .*google_iam_workload_identity_pool_provider\.other \(google_iam_workload_identity_pool_provider\): /) }]);
});

describe.each<[string, (stack: TerraformStack) => Construct]>([
  ['the app', stack => stack.node.root as App],
  ['a construct around stacks', stack => stack.node.scope as Construct],
  ['the stack', stack => stack],
  ['a construct within the stack', stack => new Construct(stack, 'Within')],
])('attached to %s', (_name, scopeOf) => {
  const WARNING = 'not judged: deploy/google_iam_workload_identity_pool_provider.other';
  const build = (context?: Record<string, unknown>) => {
    const app = new App({ outdir, context });
    const { stack } = aStack(new Construct(app, 'Around') as App);
    stack.addOverride('resource.google_iam_workload_identity_pool_provider.other', { workload_identity_pool_id: 'ci', aws: [{ account_id: '1' }] });
    return { app, stack };
  };
  const annotated = () => Object.values<any>(JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')).stacks).flatMap(({ annotations }) => annotations).filter(({ message }) => message.startsWith(WARNING));

  test('it reports warnings in the manifest, and on standard error once, however often the app is synthesised', () => {
    const { app, stack } = build();
    TrustReview.attachTo(scopeOf(stack));
    app.synth();
    app.synth();

    expect(annotated()).toEqual([expect.objectContaining({ constructPath: stack.node.path, level: '@cdktf/warn' })]);
    expect(printed.filter(text => text.includes(WARNING))).toEqual([expect.stringMatching(/^\[Around\/deploy\] warning: .*\[cdk-federated-roles:not-judged\]\n$/)]);
  });

  test('it prints nothing where the command line of CDKTF does', () => {
    process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = 'true';
    try {
      const { app, stack } = build();
      TrustReview.attachTo(scopeOf(stack));
      app.synth();
      expect([annotated().length, printed]).toEqual([1, []]);
    } finally {
      delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
    }
  });

  test('it reports nothing that was acknowledged', () => {
    const { app, stack } = build({ 'cdk-federated-roles:acknowledged': ['cdk-federated-roles:not-judged'] });
    TrustReview.attachTo(scopeOf(stack));
    app.synth();
    expect([annotated(), printed]).toEqual([[], []]);
  });

  test('it fails synth for an error, and takes suppressions', () => {
    const { app, stack } = build();
    wideRole(stack);
    const suppressions = join(outdir, 'accepted.yaml');
    TrustReview.attachTo(scopeOf(stack), { suppressions });
    const accept = (rules: string[]) => writeFileSync(suppressions, `version: 1\nsuppressions:\n${rules.map(rule => `  - { rule: ${rule}, target: '*Wide', reason: moves next month, expires: '2999-01-01' }\n`).join('')}`);

    writeFileSync(suppressions, 'version: 1\nsuppressions: []\n');
    const rules = errorsOf(() => app.synth());
    expect(rules).not.toEqual([]);
    accept(rules);
    expect(() => app.synth()).not.toThrow();
  });
});

/** The rules that synth fails for. */
function errorsOf(synth: () => void): string[] {
  try {
    synth();
    return [];
  } catch (error) {
    return [...new Set([...String(error).matchAll(/(?:\] |\s)([a-z]+(?:-[a-z]+)+): [^:]*wide/gi)].map(([, rule]) => rule))];
  }
}

test('a file of suppressions is known by its name alone', () => {
  expect(() => TrustReview.attachTo(new App({ outdir }), { suppression: 'x' } as any)).toThrow(/"suppressions".*UNKNOWN_PROPERTY/);
});

test('an app without a stack has nothing to judge', () => {
  const app = new App({ outdir });
  TrustReview.attachTo(app);

  expect(() => app.synth()).not.toThrow();
});

test('a stack is judged alone where it is attached to the stack', () => {
  const app = new App({ outdir });
  const { stack, backend } = aStack(app);
  new DeployRole(stack, 'Role', { backend, roleName: 'my-app', workloads: [PRODUCTION], audience: AUDIENCE });
  TrustReview.attachTo(stack);
  wideRole(aStack(app, 'other').stack);

  expect(() => app.synth()).not.toThrow();
});

test('the trust of a stack admits what its roles were declared for', () => {
  const { stack, backend } = aStack(new App({ outdir }));
  new DeployRole(stack, 'Role', { backend, roleName: 'my-app', workloads: [PRODUCTION], audience: AUDIENCE });
  const trust = StackTrust.ofStack(stack);

  expect(trust.admits(PRODUCTION.sampleClaims(AUDIENCE))).toBe(true);
  expect(trust.admits({ ...PRODUCTION.sampleClaims(AUDIENCE), sub: 'repo:my-org@123456/my-app@456789:environment:staging', environment: 'staging' })).toBe(false);
  expect(trust.findings()).toEqual([]);
});
