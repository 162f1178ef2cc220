import { notJudged, TerraformArtefact } from './artefact';

/** Resources that can hold a trust, or make what holds one, and that nothing here reads: each with the reason that a reader is told. */
const NOT_READ: Readonly<Record<string, string>> = {
  aws_servicecatalog_product: 'the template of a product is not read',
  aws_servicecatalog_provisioned_product: 'the template of a product is not read',
  aws_serverlessapplicationrepository_cloudformation_stack: 'the template of an application of the repository is not read',
  aws_ssoadmin_trusted_token_issuer: 'issuers that IAM Identity Center trusts are not read',
  aws_rolesanywhere_trust_anchor: 'certificates that IAM Roles Anywhere trusts are not judged',
  awscc_cloudformation_module_default_version: 'modules of CloudFormation are not read',
  azurerm_template_deployment: 'ARM templates inside of Terraform are not read: give the template itself',
  azurerm_resource_group_template_deployment: 'ARM templates inside of Terraform are not read: give the template itself',
  azurerm_subscription_template_deployment: 'ARM templates inside of Terraform are not read: give the template itself',
  azurerm_management_group_template_deployment: 'ARM templates inside of Terraform are not read: give the template itself',
  azurerm_tenant_template_deployment: 'ARM templates inside of Terraform are not read: give the template itself',
  azurerm_resource_deployment_script_azure_cli: 'what a script defines is not read',
  azurerm_resource_deployment_script_azure_power_shell: 'what a script defines is not read',
  azapi_resource_action: 'what a request to Azure defines is not read',
  google_deployment_manager_deployment: 'what Deployment Manager defines is not read',
  google_infra_manager_deployment: 'what Infrastructure Manager defines is not read',
  google_iam_workforce_pool_provider: 'workforce pools, which are for people, are not judged',
  google_iam_workload_identity_pool_managed_identity: 'managed identities of a pool are not judged',
};

/** Resources that are seen and not read, by their type. */
export function noteUnread(artefact: TerraformArtefact): void {
  for (const resource of artefact.module.resources) {
    const reason = NOT_READ[resource.type];
    if (reason !== undefined) notJudged(artefact, resource, reason);
  }
}
