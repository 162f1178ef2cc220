import { FederatedIdentityCredential } from '@cdktf/provider-azurerm/lib/federated-identity-credential';
import { UserAssignedIdentity } from '@cdktf/provider-azurerm/lib/user-assigned-identity';
import { IamWorkloadIdentityPool } from '@cdktf/provider-google/lib/iam-workload-identity-pool';
import { IamWorkloadIdentityPoolProvider } from '@cdktf/provider-google/lib/iam-workload-identity-pool-provider';
import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { ServiceAccountIamMember } from '@cdktf/provider-google/lib/service-account-iam-member';
import { JwtAuthBackend } from '@cdktf/provider-vault/lib/jwt-auth-backend';
import { JwtAuthBackendRole } from '@cdktf/provider-vault/lib/jwt-auth-backend-role';
import { Construct } from 'constructs';
import { ISSUER, OWNER_ID, Repository, subject } from './repositories';
import { AUDIENCE, chunks, PER_IDENTITY, PER_SERVICE_ACCOUNT } from './terraform-size';
import { DefineTrust } from './terraform-variant';

const ISSUER_URL = `https://${ISSUER}`;

export const azureCredentialsByHand: DefineTrust = (stack, count) => chunks(count, PER_IDENTITY).forEach((repositories, i) => {
  const identity = new UserAssignedIdentity(stack, `Identity${i}`, { name: `deploy-${i}`, resourceGroupName: 'deploy', location: 'westeurope' });
  for (const repository of repositories) {
    new FederatedIdentityCredential(stack, repository.roleId, {
      name: repository.name,
      parentId: identity.id,
      resourceGroupName: identity.resourceGroupName,
      issuer: ISSUER_URL,
      subject: subject(repository),
      audience: ['api://AzureADTokenExchange'],
    });
  }
});

export const googleMembersByHand: DefineTrust = (stack, count) => {
  const pool = new IamWorkloadIdentityPool(stack, 'Pool', { workloadIdentityPoolId: 'github' });
  new IamWorkloadIdentityPoolProvider(stack, 'GitHub', {
    workloadIdentityPoolId: pool.workloadIdentityPoolId,
    workloadIdentityPoolProviderId: 'github',
    attributeMapping: { 'google.subject': 'assertion.sub', 'attribute.repository_owner_id': 'assertion.repository_owner_id' },
    attributeCondition: `assertion.repository_owner_id == "${OWNER_ID}"`,
    oidc: { issuerUri: ISSUER_URL },
  });
  chunks(count, PER_SERVICE_ACCOUNT).forEach((repositories, i) => {
    const account = new ServiceAccount(stack, `Account${i}`, { accountId: `deploy-${i}` });
    for (const repository of repositories) {
      new ServiceAccountIamMember(stack, repository.roleId, {
        serviceAccountId: account.name,
        role: 'roles/iam.workloadIdentityUser',
        member: `principal://iam.googleapis.com/${pool.name}/subject/${subject(repository)}`,
      });
    }
  });
};

/** Each role in a construct of its own, as whoever reuses it would write it. */
export const vaultRolesByHand: DefineTrust = (stack, count) => defineVaultRoles(stack, count, ({ roleId }) => [new Construct(stack, roleId), 'Resource']);

/** With no construct around a role. */
export const vaultRolesFlat: DefineTrust = (stack, count) => defineVaultRoles(stack, count, ({ roleId }) => [stack, roleId]);

function defineVaultRoles(stack: Construct, count: number, placeOf: (repository: Repository) => [scope: Construct, id: string]): void {
  const backend = new JwtAuthBackend(stack, 'GitHub', { path: 'jwt-github', type: 'jwt', oidcDiscoveryUrl: ISSUER_URL, boundIssuer: ISSUER_URL, jwtSupportedAlgs: ['RS256'] });
  for (const repository of chunks(count, count).flat()) {
    new JwtAuthBackendRole(...placeOf(repository), {
      backend: backend.path,
      roleName: repository.name,
      roleType: 'jwt',
      boundAudiences: [AUDIENCE],
      boundClaimsType: 'string',
      boundSubject: subject(repository),
      userClaim: 'repository_id',
      tokenTtl: 900,
      tokenMaxTtl: 900,
      tokenType: 'service',
    });
  }
}
