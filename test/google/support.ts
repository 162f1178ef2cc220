import { TerraformStack, Testing } from 'cdktf';
import { GitHubIssuer, GitLabIssuer, google, Issuer, Workload } from '../../src';
import { NativeTrust } from '../../src/google/evaluate';
import { fromTerraformLiteral } from '../../src/terraform/literal';

export const POOL = 'projects/123456789/locations/global/workloadIdentityPools/ci-pool';
export const AUDIENCE = `https://iam.googleapis.com/${POOL}/providers/ci`;

export type Resources = Record<string, Record<string, any>>;

export function aStack(): TerraformStack {
  return new TerraformStack(Testing.app(), 'Stack');
}

/** A provider for an issuer, in a pool of its own. */
export function aProvider(stack: TerraformStack, issuer: Issuer, id = 'ci'): google.WorkloadIdentityProvider {
  const pool = new google.WorkloadIdentityPool(stack, `${id}Pool`, { poolId: 'pool', project: 'my-project' });
  if (issuer instanceof GitHubIssuer) return new google.GitHubProvider(stack, id, { pool, issuer, providerId: 'provider' });
  return new google.GitLabProvider(stack, id, { pool, issuer: issuer as GitLabIssuer, providerId: 'provider' });
}

/** The resources of a stack, from its JSON. */
export function resources(stack: TerraformStack): Record<string, Resources> {
  return JSON.parse(Testing.synth(stack)).resource;
}

/** The one resource of a type. */
export function only(stack: TerraformStack, type: string): any {
  const [resource, ...others] = Object.values(resources(stack)[type] ?? {});
  expect(others).toEqual([]);
  return resource;
}

export function membersIn(stack: TerraformStack, type = 'google_service_account_iam_member'): string[] {
  return Object.values(resources(stack)[type] ?? {}).map(resource => deployed(resource.member)).sort();
}

/** What Terraform would make of a text: references filled in, escapes undone. */
export function deployed(text: string): string {
  return text.split(/(?<!\$)(\$\{google_[\w.]+\})/).map((part, i) => {
    if (i % 2 === 0) return fromTerraformLiteral(part);
    return /workload_identity_pool\.\w+\.name/.test(part) ? POOL : 'known-at-deployment';
  }).join('');
}

/** The trust of the service accounts of a stack, read back from its JSON; one provider. */
export function emitted(stack: TerraformStack): { all: NativeTrust; of(account: google.DeployServiceAccount): NativeTrust } {
  const json = resources(stack);
  const [provider] = Object.values(json.google_iam_workload_identity_pool_provider);
  const trust = {
    name: `${POOL}/providers/ci`,
    issuer: provider.oidc.issuer_uri,
    allowedAudiences: provider.oidc.allowed_audiences ?? [],
    attributeMapping: Object.fromEntries(Object.entries<string>(provider.attribute_mapping).map(([name, text]) => [name, deployed(text)])),
    attributeCondition: deployed(provider.attribute_condition),
  };
  const bindings = Object.values(json.google_service_account_iam_member);
  const members = (chosen: any[]) => chosen.map(binding => deployed(binding.member));
  return {
    all: { provider: trust, members: members(bindings) },
    of: account => ({ provider: trust, members: members(bindings.filter(b => b.service_account_id === `\${google_service_account.${account.resource!.friendlyUniqueId}.name}`)) }),
  };
}

/** A stack with one service account for these workloads. */
export function stackFor(workloads: Workload[]): TerraformStack {
  const stack = aStack();
  new google.DeployServiceAccount(stack, 'Account', { provider: aProvider(stack, workloads[0].issuer), workloads, accountId: 'deploy-ci' });
  return stack;
}
