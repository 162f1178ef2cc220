import { decide } from '../../../src/verify/decide';
import { readText } from '../../../src/verify/readers';
import { review } from '../../../src/verify/review';

const ISSUER = 'https://token.actions.githubusercontent.com';
const AUDIENCE = 'api://AzureADTokenExchange';
const job = { iss: ISSUER, sub: 'repo:my-org@1/my-app@2:environment:production', repository_owner_id: '1' };

const RESOURCES: readonly [type: string, values: object, unknown: object, token: object][] = [
  ['azurerm_federated_identity_credential', { issuer: ISSUER, audience: [AUDIENCE] }, { subject: true, parent_id: true }, { aud: AUDIENCE }],
  ['azuread_application_flexible_federated_identity_credential', { issuer: ISSUER, audience: AUDIENCE }, { claims_matching_expression: true }, { aud: AUDIENCE }],
  ['vault_jwt_auth_backend_role', { role_type: 'jwt', user_claim: 'sub', bound_audiences: ['vault'] }, { bound_subject: true, bound_claims: true }, { aud: 'vault' }],
  ['google_iam_workload_identity_pool_provider', { project: '1', workload_identity_pool_id: 'ci', workload_identity_pool_provider_id: 'p', attribute_mapping: { 'google.subject': 'assertion.sub' }, oidc: [{ issuer_uri: ISSUER, allowed_audiences: ['a'] }] },
    { attribute_condition: true, name: true }, { aud: 'a' }],
  ['aws_iam_role', { name: 'r' }, { assume_role_policy: true, arn: true }, { aud: 'sts.amazonaws.com' }],
];

/** A plan without its configuration, as one that was cut down to what a report needs. */
const plan = ([type, values, unknown]: typeof RESOURCES[number]) => readText(JSON.stringify({
  format_version: '1.2',
  planned_values: { root_module: { resources: [{ address: `${type}.x`, mode: 'managed', type, name: 'x', values }] } },
  resource_changes: [{ address: `${type}.x`, mode: 'managed', type, name: 'x', change: { actions: ['create'], before: null, after: values, after_unknown: { id: true, ...unknown } } }],
}), { file: 'plan.json' });

test.each(RESOURCES.map(resource => [resource[0], resource] as const))('a plan without its configuration is not taken for one that asks for nothing: %s', (_type, resource) => {
  const artefacts = plan(resource);
  const errors = review(artefacts).filter(({ severity }) => severity === 'error');

  expect(errors).toEqual([]);
  expect(artefacts.targets.map(target => decide(target, { ...job, ...resource[3] }).outcome)).toEqual(artefacts.targets.map(() => 'unknown'));
});

test('the name that a provider computes is still known', () => {
  const [google] = plan(RESOURCES[3]).targets;
  expect(google).toMatchObject({ trust: { provider: { name: 'projects/1/locations/global/workloadIdentityPools/ci/providers/p' } } });
});
