import type { Condition } from './condition';
import { contextKey } from './context-keys';
import { own } from '../../../identity/private/own';

/**
 * Issuers that many customers share, with the claims of which IAM wants one to be tested: *identity-provider controls*.
 *
 * IAM User Guide, *Identity-provider controls for shared OIDC providers*, as read 2026-09-07; the second claim of GitHub is in IAM's own error text.
 * IAM looks at them when a trust policy is written, and leaves roles alone that were there before.
 */
const CONTROLS: Readonly<Record<string, readonly string[]>> = {
  'agent.buildkite.com': ['sub'],
  'api.pulumi.com/oidc': ['aud'],
  'app.terraform.io': ['sub'],
  'cognito-identity.amazonaws.com': ['aud'],
  'gitlab.com': ['sub'],
  'oidc-configuration.audit-log.githubusercontent.com': ['sub'],
  'oidc.codefresh.io': ['sub'],
  'oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu': ['sub'],
  'oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb': ['sub'],
  'oidc.vercel.com': ['aud'],
  'proidc.upbound.io': ['sub'],
  'rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7': ['sub'],
  'rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr': ['sub'],
  'rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg': ['sub'],
  'rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26': ['sub'],
  'sandboxes.cloud': ['aud'],
  'scalr.io': ['sub'],
  'studio.datachain.ai/api': ['sub'],
  'sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d': ['sts:RoleSessionName'],
  'token.actions.githubusercontent.com': ['sub', 'job_workflow_ref'],
  'tokens.cloud.shisho.dev': ['sub'],
  'vstoken.actions.githubusercontent.com': ['sub'],
};

/** IAM counts no other operator, and none with a suffix or a set operator. */
const COUNTED = ['stringequals', 'stringlike', 'stringequalsignorecase'];

/** The claims of which IAM wants one to be tested, where the conditions test none of them. */
export function missingControl(issuer: string, conditions: readonly Pick<Condition, 'operator' | 'name' | 'values'>[]): readonly string[] | undefined {
  const wanted = own(CONTROLS, issuer);
  const tested = wanted?.some(claim => conditions.some(({ operator, name, values }) =>
    COUNTED.includes(operator.toLowerCase())
    && isKey(name, claim, issuer)
    && values.every(value => typeof value !== 'string' || !/^[*?]*$/.test(value))));
  return tested === false ? wanted : undefined;
}

/** Whether a key is that of a claim, or may be: its issuer may be known at deployment alone. */
function isKey(name: string, claim: string, issuer: string): boolean {
  if (claim.includes(':')) return name.toLowerCase() === claim.toLowerCase();
  const key = contextKey(name, issuer);
  if (key.kind === 'unknown') return true;
  return (key.kind === 'token' || key.kind === 'late') && key.claim.toLowerCase() === claim;
}

/** The one issuer for which STS looks at the control again, when a token is exchanged. */
export function refusedAtExchange(issuer: string, conditions: readonly Condition[]): boolean {
  return issuer === 'app.terraform.io' && missingControl(issuer, conditions) !== undefined;
}
