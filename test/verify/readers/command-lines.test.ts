import { artefact, GITHUB, SUBJECT } from './support';
import { decide } from '../../../src/verify/decide';

const claims = (aud: string) => ({ iss: GITHUB, sub: SUBJECT, aud, repository: 'my-org/my-app', environment: 'production', repository_owner_id: '123456', repository_id: '456789' });

test('get-account-authorization-details gives every role with what it may do', () => {
  const { targets, roles } = artefact('aws-account-authorization-details.json');

  expect(targets.map(({ id, source: { pointer, line } }) => [id, pointer, line])).toEqual([['arn:aws:iam::123456789012:role/deploy', '/RoleDetailList/0', 5]]);
  expect(roles.map(({ id }) => id)).toEqual(['arn:aws:iam::123456789012:role/deploy', 'arn:aws:iam::123456789012:role/function']);
  expect(roles[0].permissions.map(({ name, source: { pointer } }) => [name, pointer])).toEqual([['inline', '/RoleDetailList/0/RolePolicyList/0'], ['deploy', '/Policies/0/PolicyVersionList/0']]);
  expect(roles[0].managedPolicies).toEqual(['arn:aws:iam::aws:policy/ReadOnlyAccess']);
  expect(roles[0].complete).toBe(true);
  expect(decide(targets[0], claims('sts.amazonaws.com')).outcome).toBe('accept');
});

test('get-role says nothing of permissions, but of a boundary', () => {
  const { targets: [target], roles: [role] } = artefact('aws-get-role.json');

  expect(role).toMatchObject({ id: 'arn:aws:iam::123456789012:role/deploy', maxSessionSeconds: 3600, boundary: 'arn:aws:iam::123456789012:policy/boundary', complete: false });
  expect(decide(target, claims('sts.amazonaws.com')).outcome).toBe('accept');
});

test('providers list gives those that take tokens of OpenID Connect and are not switched off', () => {
  const { targets } = artefact('gcloud-providers-list.json');
  const pool = 'projects/123456789/locations/global/workloadIdentityPools/ci-pool';

  expect(targets.map(({ id, issuer }) => [id, issuer])).toEqual([[`${pool}/providers/github`, GITHUB]]);
  expect(decide(targets[0], claims(`https://iam.googleapis.com/${pool}/providers/github`)).outcome).toBe('accept');
});

test('identity federated-credential list names the identity', () => {
  const { targets: [target] } = artefact('az-identity-federated-credential-list.json');

  expect(target).toMatchObject({ kind: 'federated-credential', holder: expect.stringMatching(/userAssignedIdentities\/deploy-my-app$/), id: expect.stringMatching(/federatedIdentityCredentials\/production$/) });
  expect(decide(target, claims('api://AzureADTokenExchange')).outcome).toBe('accept');
  expect(decide(target, claims('sts.amazonaws.com')).outcome).toBe('reject');
});

test('ad app federated-credential list has flexible ones as well', () => {
  const { targets } = artefact('az-ad-app-federated-credential-list.json');

  expect(targets.map(({ kind, id }) => [kind, id])).toEqual([
    ['federated-credential', 'az-ad-app-federated-credential-list/production'], ['flexible-federated-credential', 'az-ad-app-federated-credential-list/any'],
  ]);
  expect(targets.map(target => decide(target, claims('api://AzureADTokenExchange')).outcome)).toEqual(['accept', 'accept']);
});

test('vault read does not tell the issuer: a token that fits cannot be decided, one that does not is rejected', () => {
  const { targets: [target] } = artefact('vault-read-role.json');

  expect(target).toMatchObject({ kind: 'jwt-role', id: 'vault-read-role', policies: ['deploy'], ttlSeconds: 900, source: { pointer: '/data' } });
  expect(decide(target, claims('https://vault.example.com')).outcome).toBe('unknown');
  expect(decide(target, claims('sts.amazonaws.com')).outcome).toBe('reject');
});
