import { sourceOf, TerraformArtefact, textOrLate } from './artefact';
import { powersOfPrincipal } from './powers';
import { resolvedBody } from './resolved-body';
import { CREDENTIAL_TYPES, fromTerraform } from '../../../azure/evaluate';
import type { Power } from '../../model';

const HOLDERS: Readonly<Record<string, readonly string[]>> = {
  [CREDENTIAL_TYPES.identity]: ['user_assigned_identity_id', 'parent_id'],
  [CREDENTIAL_TYPES.application]: ['application_id', 'application_object_id'],
  [CREDENTIAL_TYPES.flexible]: ['application_id'],
};

const SECRETS = ['azuread_application_password', 'azuread_service_principal_password', 'azuread_application_certificate', 'azuread_service_principal_certificate'];

/** Federated credentials and client secrets of Azure in Terraform. */
export function readAzure(artefact: TerraformArtefact): void {
  const { module, reading, idOf } = artefact;
  for (const resource of module.ofType(...Object.keys(HOLDERS))) {
    const credential = fromTerraform(resolvedBody(module, { ...resource.body, ...expressionOf(resource.body.claims_matching_expression) }));
    const holder = HOLDERS[resource.type].find(name => module.text(resource, name) !== undefined) ?? HOLDERS[resource.type][0];
    reading.targets.push({
      cloud: 'azure',
      kind: resource.type === CREDENTIAL_TYPES.flexible ? 'flexible-federated-credential' : 'federated-credential',
      id: idOf(resource),
      ...credential.issuer === undefined ? {} : { issuer: credential.issuer },
      source: sourceOf(artefact, resource),
      credential,
      ...powersIn(powersOfPrincipal(module, resource.body[holder])),
      holder: String(textOrLate(module, resource, holder)),
    });
  }
  for (const resource of module.ofType(...SECRETS)) {
    reading.staticKeys.push({ id: idOf(resource), cloud: 'azure', kind: resource.type, source: sourceOf(artefact, resource) });
  }
}

function powersIn(powers: readonly Power[]): { powers?: readonly Power[] } {
  return powers.length === 0 ? {} : { powers };
}

/** What the provider calls `claims_matching_expression` is the expression of a credential. */
function expressionOf(value: unknown): { expression?: string } {
  return typeof value === 'string' ? { expression: value } : {};
}
