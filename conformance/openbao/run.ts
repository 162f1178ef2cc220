import { App, TerraformStack, Testing } from 'cdktf';
import { apply, Resources } from './apply';
import { servedKeys } from './keys';
import { OpenBao } from './server';
import { mint, PUBLIC_KEY } from './token';
import { vault, Workload } from '../../src';
import { evaluate } from '../../src/vault/evaluate';
import { readTerraform } from '../../src/vault/trust';
import { mutations } from '../../test/support/mutations';
import { VAULT_BUILDERS } from '../../test/vault/builders';
import type { Check, StepResult } from '../step';

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
    new vault.DeployRole(stack, `Role${i}`, { backend: backend.construct, roleName: `role-${i}`, workloads, audience: AUDIENCE, permissions: [vault.Permission.policy(policy)] });
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

async function check(server: OpenBao, { name, workloads, backend, role, secret }: Case, resources: Resources): Promise<Check> {
  const attributes = Object.values(resources.vault_jwt_auth_backend_role).find(({ role_name: roleName }) => roleName === role)!;
  const { bound_issuer: boundIssuer } = Object.values(resources.vault_jwt_auth_backend).find(({ path }) => path === backend)!;
  const stored = readTerraform({ ...attributes, backend }, { bound_issuer: boundIssuer });
  const problems: string[] = [];
  const counts = { accepted: 0, refused: 0 };
  const judge = async (claims: Record<string, unknown>, what: string, expected: boolean) => {
    const login = await server.request('POST', `auth/${backend}/login`, { role, jwt: mint(claims) });
    const accepted = login.status === 200;
    if (accepted) counts.accepted += 1;
    else counts.refused += 1;
    if (accepted !== expected) problems.push(`${what}: ${accepted ? 'accepted' : `refused (${JSON.stringify(login.body)})`}`);
    const { outcome } = evaluate(stored, claims);
    if ((outcome === 'accept') !== accepted) problems.push(`${what}: evaluate says ${outcome}, the server ${login.status}`);
    return login.body?.auth?.client_token as string | undefined;
  };
  for (const workload of workloads) {
    const sample = workload.sampleClaims(AUDIENCE);
    const token = await judge(sample, `sample of ${workload}`, true);
    const read = await server.request('GET', `secret/data/${secret}`, undefined, token);
    if (read.body?.data?.data?.of !== role) problems.push(`its secret: ${read.status}`);
    const other = await server.request('GET', 'secret/data/nobody/config', undefined, token);
    if (other.status !== 403) problems.push(`a secret of nobody's: ${other.status}`);
    for (const { what, claims } of mutations(workload, sample, AUDIENCE)) {
      await judge(claims, what, workloads.some(w => w.admits(claims, AUDIENCE)));
    }
  }
  if (counts.refused < 20) problems.push(`only ${counts.refused} refused`);
  return { what: `${name}: ${counts.accepted} accepted, ${counts.refused} refused`, problems };
}

/** Logins at a real server that is configured from the synthesised JSON. */
export async function openBaoStep(): Promise<StepResult> {
  const binary = OpenBao.binary();
  if (binary === undefined) return { checks: [], skipped: ['no OpenBao on this machine, its package could not be installed with pip: NOBODY LOGGED IN'] };
  const { cases, resources } = declared();
  const server = await OpenBao.start(binary);
  const limit = setTimeout(() => {
    process.stdout.write(`FAIL not done after ${SECONDS} seconds\n`);
    process.exit(1);
  }, SECONDS * 1000);
  const checks: Check[] = [];
  try {
    await apply(server, resources);
    for (const { role, secret } of [...cases, { role: 'nobody', secret: 'nobody/config' }]) await server.write(`secret/data/${secret}`, { data: { of: role } });
    for (const item of cases) checks.push(await check(server, item, resources));
    const served = await servedKeys(server);
    return { checks: [...checks, ...served.checks], skipped: served.skipped };
  } finally {
    clearTimeout(limit);
    server.stop();
  }
}
