/** By struct: properties that it had, and what to write in their place. */
export const RENAMED: { readonly [struct: string]: { readonly [property: string]: string } } = {
  DeployServiceAccountProps: {
    projectRoles: 'write "permissions", for example [google.Permission.onProject("roles/run.developer")]',
    existingServiceAccount: 'write "serviceAccount", and name the account with google.ServiceAccount.fromName',
  },
  DirectAccessProps: { projectRoles: 'write "permissions", for example [google.Permission.onProject("roles/storage.objectViewer")]' },
  DeployIdentityProps: { roleAssignments: 'write "permissions", for example [azure.Permission.role("Contributor", { scope })]' },
  DeployApplicationProps: { roleAssignments: 'write "permissions", for example [azure.Permission.role("Contributor", { scope })]' },
  DeployRoleProps: { policies: 'write "permissions", for example [vault.Permission.policy(policy)]' },
};
