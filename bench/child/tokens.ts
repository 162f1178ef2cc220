// One measurement in a process of its own: node tokens.js <number of roles> <number of tokens>
import { createRequire } from 'node:module';
import type { Target } from '../../src/verify/model';
import type * as Index from '../../src/verify/target-index';

const { TargetIndex } = createRequire(__filename)('../../lib/verify/target-index.js') as typeof Index;

const HOST = 'token.actions.githubusercontent.com';
const [roles, tokens] = process.argv.slice(2).map(Number);

/** Nine of ten roles name their subject, the others every job of a repository or every branch that begins alike. */
function conditionsOf(i: number): Record<string, Record<string, unknown>> {
  const sub = `repo:my-org/app-${i}`;
  const aud = { [`${HOST}:aud`]: 'sts.amazonaws.com' };
  if (i % 20 === 0) return { StringEquals: aud, StringLike: { [`${HOST}:sub`]: `${sub}:*` } };
  if (i % 20 === 1) return { StringEquals: aud, StringLike: { [`${HOST}:sub`]: `${sub}:ref:refs/heads/release/*` } };
  return { StringEquals: { ...aud, [`${HOST}:sub`]: i % 5 === 0 ? [`${sub}:environment:production`, `${sub}:environment:staging`] : `${sub}:environment:production` } };
}

const targets = Array.from({ length: roles }, (_, i): Target => ({
  id: `role-${i}`,
  cloud: 'aws',
  kind: 'iam-role',
  source: { file: 'roles', pointer: `/${i}` },
  trust: { policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRoleWithWebIdentity', Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${HOST}` }, Condition: conditionsOf(i) as any }] } },
}));

/** A token of any repository, of one in ten that nobody trusts, in an environment or on a branch. */
function claimsOf(i: number): Record<string, unknown> {
  const repository = `my-org/app-${(i * 7919) % Math.ceil(roles * 1.1)}`;
  const context = i % 3 === 0 ? 'ref:refs/heads/release/1' : 'environment:production';
  return { iss: `https://${HOST}`, aud: 'sts.amazonaws.com', sub: `repo:${repository}:${context}`, repository, ref: 'refs/heads/release/1', sha: '0'.repeat(40), actor: 'me', run_id: String(i) };
}

const beginBuild = performance.now();
const index = new TargetIndex(targets);
const build = performance.now() - beginBuild;

let admitted = 0;
for (let i = 0; i < Math.min(tokens, 20_000); i++) index.admitting(claimsOf(i)); // compiled by now
const before = process.cpuUsage();
for (let i = 0; i < tokens; i++) admitted += index.admitting(claimsOf(i)).length;
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ build, microseconds: (user + system) / tokens, admitted }));
