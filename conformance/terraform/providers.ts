import { dirname } from 'node:path';
import type { Terraform } from './binary';
import { Artefact } from '../artefacts';
import { goProgram } from '../cache';
import type { Check, StepResult } from '../step';

/**
 * Providers that can be built from a Go module of the public proxy. The proxy has no release of `google`, `azuread` and `vault` of these years, and of
 * `azurerm` a state between releases, by its commit: of 2026-08-24, version 5.2 and what followed.
 */
const BUILDABLE: Readonly<Record<string, readonly [module: string, version: string]>> = {
  azurerm: ['github.com/hashicorp/terraform-provider-azurerm', 'v1.44.1-0.20260824201233-fae580791926'],
};

/** The configuration that is right for azurerm 5 alone, and the one that is wrong for it. */
const OF_VERSION_5 = 'builders of Azure, identities for azurerm 5';
const OF_VERSION_4 = 'builders of Azure, identities for azurerm 4';

/** `validate` with the providers themselves: from their registry, else built. */
export function validated(terraform: Terraform, artefacts: readonly Artefact[], build: boolean): StepResult {
  const checks: Check[] = [];
  const skipped: string[] = [];
  for (const artefact of artefacts) {
    const { ok, out } = terraform.on(artefact.json, [['init', '-backend=false', '-no-color', '-input=false']]);
    if (!ok && !/registry|provider|lookup/i.test(out)) checks.push({ what: `init of ${artefact.name}`, problems: [out] });
    if (ok) checks.push(validation(terraform, artefact, ''));
    else if (artefact.name !== OF_VERSION_5) skipped.push(`validate of ${artefact.name}: its providers (${providersOf(artefact).join(', ')}) could not be had from their registry: NOT VALIDATED`);
    else azurerm5(terraform, artefacts, build, checks, skipped);
  }
  return { checks, skipped };
}

function azurerm5(terraform: Terraform, artefacts: readonly Artefact[], build: boolean, checks: Check[], skipped: string[]): void {
  const program = goProgram(...BUILDABLE.azurerm, '.', build);
  if (program === undefined) {
    skipped.push(`validate of ${OF_VERSION_5}: the provider is neither in its registry nor built; --build makes it from its Go module, in a quarter of an hour: NOT VALIDATED`);
    return;
  }
  const settings = `provider_installation {\n  dev_overrides {\n    "hashicorp/azurerm" = ${JSON.stringify(dirname(program))}\n  }\n}\n`;
  const named = (name: string) => artefacts.find(artefact => artefact.name === name)!;
  checks.push(validation(terraform, named(OF_VERSION_5), settings));
  const wrong = terraform.on(named(OF_VERSION_4).json, [['validate', '-no-color']], settings);
  const refused = !wrong.ok && /user_assigned_identity_id/.test(wrong.out) && /parent_id|resource_group_name/.test(wrong.out);
  checks.push({ what: `azurerm 5 refuses ${OF_VERSION_4}, so that its validation means something`, problems: refused ? [] : [wrong.out.slice(0, 2000)] });
}

function validation(terraform: Terraform, { name, json }: Artefact, settings: string): Check {
  const { ok, out } = terraform.on(json, [...settings === '' ? [['init', '-backend=false', '-no-color', '-input=false']] : [], ['validate', '-no-color']], settings);
  return { what: `validate of ${name}, with the real providers`, problems: ok ? [] : [out.slice(0, 4000)] };
}

function providersOf({ json }: Artefact): string[] {
  return Object.keys(JSON.parse(json).terraform?.required_providers ?? {});
}
