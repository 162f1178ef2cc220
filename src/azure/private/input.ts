import { TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import * as errors from './errors';
import { Problem } from '../../private/problem';
import { entriesOf, Entry, register } from '../../private/registry';
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

/** Provider versions, by the path of their stack. */
const VERSIONS = 'azure.azurerm-version';
const V5_CONSTRAINT = '>= 5.0.0, < 6.0.0';

interface Versioned {
  readonly version: AzurermVersion;
}

/** A stack has one provider version. */
export function versionProblem(scope: Construct, version: AzurermVersion): Problem | undefined {
  if (!Object.values(AzurermVersion).includes(version)) return errors.unknownVersion(version, Object.keys(AzurermVersion));
  const [other] = versionsIn(TerraformStack.of(scope));
  return other === undefined || other.data.version === version ? undefined : errors.versionsDiffer(version, other.data.version, other.construct.node.path);
}

export function registerVersion(construct: Construct, version: AzurermVersion): void {
  const stack = TerraformStack.of(construct);
  const isFirst = versionsIn(stack).length === 0;
  register(VERSIONS, stack.node.path, construct, { version });
  if (isFirst) constrain(stack, version);
}

function versionsIn(stack: TerraformStack): Entry<Versioned>[] {
  return entriesOf<Versioned>(VERSIONS, stack.node.path, stack);
}

/** What a construct that has been removed asked for is taken back. */
function constrain(stack: TerraformStack, version: AzurermVersion): void {
  const { rawOverrides } = stack as unknown as { readonly rawOverrides: { terraform?: { required_providers?: { azurerm?: { version?: string } } } } };
  const azurerm = rawOverrides.terraform?.required_providers?.azurerm;
  if (version === AzurermVersion.V5) stack.addOverride('terraform.required_providers.azurerm.version', V5_CONSTRAINT);
  else if (azurerm?.version === V5_CONSTRAINT) delete azurerm.version;
}

export function isKnown(text: string | undefined): text is string {
  return text !== undefined && !Token.isUnresolved(text);
}
