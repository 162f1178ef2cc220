import { TerraformElement, TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import * as errors from './errors';
import { Problem } from '../../private/problem';
import { terraformLiteral } from '../../terraform/literal';
import { AzureCloud } from '../azure-cloud';
import { AzurermVersion } from '../azurerm-version';
import { CREDENTIALS_MAX } from '../limits';
import type { Credential } from '../trust';

export function workloadProblem(prop: string, workloads: unknown): Problem | undefined {
  if (!Array.isArray(workloads)) return errors.notAWorkload(prop, workloads);
  const odd = workloads.findIndex(workload => typeof workload?._parts !== 'function');
  return odd < 0 ? undefined : errors.notAWorkload(prop, workloads[odd]);
}

export function countProblem(count: unknown): Problem | undefined {
  return Number.isInteger(count) && Number(count) >= 0 && Number(count) <= CREDENTIALS_MAX ? undefined : errors.countInvalid(count);
}

export function cloudProblem(cloud: AzureCloud | undefined): Problem | undefined {
  const clouds: string[] = Object.values(AzureCloud);
  return cloud === undefined || clouds.includes(cloud) ? undefined : errors.unknownCloud(cloud, Object.keys(AzureCloud));
}

const VERSIONS = new WeakMap<TerraformStack, { readonly version: AzurermVersion; readonly path: string }>();

/** A stack has one provider version. */
export function versionProblem(scope: Construct, version: AzurermVersion): Problem | undefined {
  if (!Object.values(AzurermVersion).includes(version)) return errors.unknownVersion(version, Object.keys(AzurermVersion));
  const other = VERSIONS.get(TerraformStack.of(scope));
  return other === undefined || other.version === version ? undefined : errors.versionsDiffer(version, other.version, other.path);
}

export function rememberVersion(scope: Construct, version: AzurermVersion): void {
  const stack = TerraformStack.of(scope);
  if (VERSIONS.has(stack)) return;
  VERSIONS.set(stack, { version, path: scope.node.path });
  if (version === AzurermVersion.V5) stack.addOverride('terraform.required_providers.azurerm.version', '>= 5.0.0, < 6.0.0');
}

export function isKnown(text: string | undefined): text is string {
  return text !== undefined && !Token.isUnresolved(text);
}

/** Terraform reads it as itself. */
export function literalOf<T extends string | undefined>(text: T): T {
  return (text === undefined ? undefined : terraformLiteral(text)) as T;
}

/** Why more than exact subjects are trusted, where its reviewer looks: beside the metadata of the resource. Terraform ignores it, so nothing is escaped. */
export function writeReasons(resource: TerraformElement, credential: Credential): void {
  if (Object.keys(credential.reasons).length > 0) resource.addOverride('//', { 'cdk-federated-roles': { reasons: credential.reasons } });
}
