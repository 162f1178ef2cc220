import { TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import * as errors from './errors';
import { Problem } from '../../private/problem';
import { isToken, literalParts } from '../../private/tokens';
import { AzureCloud } from '../azure-cloud';
import { AzurermVersion } from '../azurerm-version';
import { CREDENTIAL_TEXT_MAX, CREDENTIALS_MAX } from '../limits';

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

/** Literal parts keep their check beside a token. */
export function audienceProblem(audience: string | undefined): Problem | undefined {
  if (audience === undefined || isToken(audience)) return undefined;
  const text = typeof audience === 'string' ? literalParts(audience).join('') : '';
  return text !== '' && text.length <= CREDENTIAL_TEXT_MAX && !/[\s*?]/.test(text) ? undefined : errors.audienceInvalid(audience);
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
