import { isUnreadable, readText } from '../../../src/verify/readers';
import { kindOf } from '../../../src/verify/readers/kinds';
import { parseDocument } from '../../../src/verify/readers/private/document';
import { mayBeArtefact } from '../../../src/verify/readers/private/worthwhile';

/** Files that stand beside artefacts in a repository, and are of none of the kinds that are read. */
const OTHERS: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "app", "version": "1.0.0", "bindings": [], "resources": [], "dependencies": {} }',
  'tsconfig.json': '{ "compilerOptions": { "strict": true }, "include": ["src"] }',
  'openapi.json': '{ "openapi": "3.1.0", "info": { "title": "x" }, "paths": {}, "components": { "securitySchemes": { "oidc": { "type": "openIdConnect", "openIdConnectUrl": "https://x.example" } } } }',
  'schema.json': '{ "$schema": "http://json-schema.org/draft-07/schema#", "properties": { "resources": {} }, "resources": [] }',
  'main.parameters.json': '{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "parameters": { "subject": { "value": "x" } } }',
  'openid-configuration.json': '{ "issuer": "https://x.example", "jwks_uri": "https://x.example/jwks", "subject_types_supported": ["public"], "claims_supported": ["sub"] }',
  'claims.json': '{ "iss": "https://x.example", "sub": "x", "aud": "y" }',
  'names.json': '["a", "b"]',
  'users.json': '[{ "name": "projects/1", "role": "roles/viewer" }, { "id": 1, "value": [] }]',
  'secret.json': '{ "request_id": "r", "lease_duration": 0, "data": { "password": "x", "keys": ["a"] } }',
  'workbook.json': '{ "value": [{ "id": "/subscriptions/s", "name": "x", "properties": { "issuer": "Contoso" } }], "resources": {} }',
  'compose.yaml': 'services:\n  app:\n    image: nginx\n    environment:\n      issuer: https://x.example\n',
  'role-binding.yaml': 'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nsubjects:\n- kind: User\n  name: jane\nroleRef:\n  kind: Role\n  name: reader\n',
  'istio.yaml': 'apiVersion: security.istio.io/v1\nkind: RequestAuthentication\nspec:\n  jwtRules:\n  - issuer: https://x.example\n    audiences: [a]\n    subject: b\n',
  'workflow.yaml': 'on: push\npermissions: { id-token: write }\njobs:\n  deploy:\n    steps:\n    - uses: google-github-actions/auth@v3\n      with:\n        workload_identity_provider: projects/1/locations/global/workloadIdentityPools/ci/providers/github\n',
  'config-connector.yaml': 'apiVersion: iam.cnrm.cloud.google.com/v1beta1\nkind: IAMPolicy\nspec:\n  bindings:\n  - role: roles/viewer\n    members: [user:a@example.com]\n',
  'vault-agent.yaml': 'auto_auth:\n  method:\n    type: jwt\n    config: { role: deploy }\n',
};

describe('a file of another kind', () => {
  test.each(Object.keys(OTHERS))('is claimed by no reader: %s', file => {
    const text = OTHERS[file];
    let value: unknown;
    try {
      ({ value } = parseDocument(text, file, mayBeArtefact));
    } catch (error) {
      expect(isUnreadable(error)).toBe(true);
      return;
    }
    expect(kindOf(value)).toBeUndefined();
    expect(() => readText(text, { file })).toThrow(new RegExp(`^${file}: `));
  });
});

/** One of each kind of output; whatever stands in its places is of no type that a cloud prints. */
const STRANGE = [null, 5, true, '', 'x', [], ['x'], [[]], {}, { x: {} }] as const;
const OUTPUTS: Readonly<Record<string, (strange: unknown) => unknown>> = {
  'a provider of Google': strange => ({ name: 'projects/1/locations/global/workloadIdentityPools/ci/providers/p', oidc: { issuerUri: strange, allowedAudiences: strange }, attributeMapping: strange, attributeCondition: strange, state: strange }),
  'a provider of Google, around it': strange => ({ name: 'projects/1/locations/global/workloadIdentityPools/ci/providers/p', oidc: strange, disabled: strange }),
  'a pool of Google': strange => ({ name: 'projects/1/locations/global/workloadIdentityPools/ci', disabled: strange, state: strange }),
  'a policy of Google': strange => ({ bindings: [{ role: 'roles/viewer', members: strange, condition: strange }, { role: 'roles/viewer', members: [strange], condition: { title: strange, expression: strange } }] }),
  'a searched policy of Google': strange => [{ resource: '//x', policy: { bindings: [{ role: 'roles/viewer', members: [strange] }] } }],
  'a credential of Azure': strange => [{ issuer: 'https://x.example', audiences: [strange], subject: strange, claimsMatchingExpression: strange, id: strange, name: strange, properties: strange }],
  'a role of Vault': strange => ({ data: { role_type: 'jwt', bound_claims_type: strange, bound_audiences: strange, bound_claims: strange, bound_subject: strange, claim_mappings: strange, token_policies: strange, token_ttl: strange, user_claim: strange } }),
  'a backend of Vault': strange => ({ data: { bound_issuer: strange, jwks_url: strange } }),
  'a template of Azure': strange => ({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    parameters: strange,
    variables: strange,
    resources: [strange, { type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials', name: strange, copy: strange, condition: strange, properties: strange },
      { type: strange, name: 'x', resources: strange }, { type: 'Microsoft.Resources/deployments', name: 'x', properties: { template: strange, parameters: strange } },
      { type: 'Microsoft.Authorization/roleAssignments', name: 'x', properties: { principalId: strange, roleDefinitionId: strange }, scope: strange },
      { type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials', name: 'a/b', properties: { issuer: strange, audiences: strange, subject: strange, copy: [strange, { name: strange, count: strange, input: strange }] } }],
  }),
};

describe('an output in which something is not what it should be', () => {
  test.each(Object.keys(OUTPUTS))('is read or refused with a line: %s', kind => {
    for (const strange of STRANGE) {
      try {
        const { targets, unjudged } = readText(JSON.stringify(OUTPUTS[kind](strange)), { file: 'x.json' });
        expect(targets.every(({ id }) => typeof id === 'string' && id !== '')).toBe(true);
        expect(unjudged.every(({ reason }) => reason !== '')).toBe(true);
      } catch (error) {
        if (!isUnreadable(error)) throw error;
        expect(error.message).toMatch(/^x\.json: /);
      }
    }
  });
});
