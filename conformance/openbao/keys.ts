import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, Server } from 'node:https';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack, Testing } from 'cdktf';
import { apply } from './apply';
import type { OpenBao } from './server';
import { KEY_SET, mint } from './token';
import { GitLabIssuer, GitLabProject, vault } from '../../src';
import type { Check, StepResult } from '../step';

const AUDIENCE = 'https://vault.example.com';

/** A certificate for the loopback interface that nobody else trusts; nothing without openssl. */
function certificate(): { key: string; cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'issuer-'));
  try {
    const { status } = spawnSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-keyout', 'key.pem', '-out', 'cert.pem', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { cwd: folder, stdio: 'ignore' });
    return status === 0 ? { key: readFileSync(join(folder, 'key.pem'), 'utf8'), cert: readFileSync(join(folder, 'cert.pem'), 'utf8') } : undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** An issuer on loopback, as GitLab is one: it serves its discovery document and its keys. */
async function issuerAt(tls: { key: string; cert: string }): Promise<{ server: Server; url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer(tls, ({ url: path }, response) => {
    asked.push(String(path));
    const document = path === '/.well-known/openid-configuration' ? { issuer: url(), jwks_uri: `${url()}/oauth/discovery/keys`, id_token_signing_alg_values_supported: ['RS256'] } : KEY_SET;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(document));
  });
  const url = () => `https://localhost:${(server.address() as AddressInfo).port}`;
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve));
  return { server, url: url(), asked };
}

/** Backends that have the server fetch the keys, from discovery and from a URL, with the authority of the certificate and without it. */
export async function servedKeys(openBao: OpenBao): Promise<StepResult> {
  const tls = certificate();
  if (tls === undefined) return { checks: [], skipped: ['no openssl on this machine for the certificate of a local issuer: NO KEYS WERE FETCHED'] };
  const { server, url, asked } = await issuerAt(tls);
  try {
    const issuer = GitLabIssuer.selfManaged(url);
    const workload = GitLabProject.of('my-org/my-app', { projectId: '20', issuer }).branch('main');
    const checks: Check[] = [];
    for (const [name, keys, path] of [
      ['by discovery', vault.SigningKeys.discovery({ caPem: tls.cert }), '/.well-known/openid-configuration'],
      ['from a URL', vault.SigningKeys.jwksUrl(`${url}/keys`, { caPem: tls.cert }), '/keys'],
    ] as const) {
      const mount = `served-${checks.length}`;
      const stack = new TerraformStack(new App(), 'Served');
      const backend = new vault.JwtAuthBackend(stack, 'Backend', { issuer, keys, path: mount });
      new vault.DeployRole(stack, 'Role', { backend, roleName: mount, workloads: [workload], audience: AUDIENCE });
      await apply(openBao, JSON.parse(Testing.synth(stack)).resource);
      const login = async (claims: Record<string, unknown>, forge = (jwt: string) => jwt) => (await openBao.request('POST', `auth/${mount}/login`, { role: mount, jwt: forge(mint(claims)) })).status === 200;
      const sample = workload.sampleClaims(AUDIENCE);
      checks.push({
        what: `the server fetches the keys ${name}, takes a token of the issuer and refuses others`,
        problems: [
          await login(sample) ? [] : ['the matching token is refused'],
          asked.includes(path) ? [] : [`${path} was not asked for`],
          await login({ ...sample, iss: 'https://gitlab.com' }) ? ['another issuer is let in'] : [],
          await login({ ...sample, sub: `${sample.sub}x` }) ? ['another subject is let in'] : [],
          await login(sample, jwt => `${jwt.slice(0, -8)}AAAAAAAA`) ? ['a forged signature is let in'] : [],
        ].flat(),
      });
    }
    checks.push(await withoutAuthority(openBao, issuer));
    return { checks, skipped: [] };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

async function withoutAuthority(openBao: OpenBao, issuer: GitLabIssuer): Promise<Check> {
  const stack = new TerraformStack(new App(), 'Untrusted');
  new vault.JwtAuthBackend(stack, 'Backend', { issuer, path: 'untrusted' });
  const refused = await apply(openBao, JSON.parse(Testing.synth(stack)).resource).then(() => false, () => true);
  return { what: 'the server refuses the same issuer where its authority is not given', problems: refused ? [] : ['it was configured'] };
}
