import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { Terraform } from './binary';
import { validated } from './providers';
import { fromTerraformLiteral, isTemplate, terraformLiteral } from '../../src/terraform/literal';
import { Artefact, Attributes, resourcesOf } from '../artefacts';
import type { Check, StepResult } from '../step';

/** Texts that are built of everything that means something to Terraform. */
const AWKWARD = fc.array(fc.constantFrom('$', '$$', '%', '%%', '{', '}', '${', '%{', '${x}', '%{ if x }', '"', '\\', '\n', '\t', '~', 'ü', '部', '🚀', ' ', 'a', '/*', '#', '<<EOT'), { maxLength: 12 }).map(parts => parts.join(''));
const TEXTS = 2_000;

/** That Terraform reads what is emitted as the text that was meant, and that providers take its shape. */
export function terraformStep(artefacts: readonly Artefact[], build: boolean): StepResult {
  const terraform = Terraform.find(build);
  if (terraform === undefined) return { checks: [], skipped: ['neither terraform nor tofu on this machine; --build makes OpenTofu from its Go module: NOTHING WAS EVALUATED'] };
  const validation = validated(terraform, artefacts, build);
  return {
    checks: [
      literals(terraform),
      ...artefacts.map(artefact => evaluated(terraform, artefact)),
      ...validation.checks,
    ],
    skipped: validation.skipped,
  };
}

function literals(terraform: Terraform): Check {
  const texts = fc.sample(AWKWARD, { numRuns: TEXTS, seed: 20261121 });
  const values = { list: texts.map(terraformLiteral), table: Object.fromEntries(texts.map(text => [terraformLiteral(text), terraformLiteral(text)])) };
  const { list, table } = terraform.evaluated(values) as { list: string[]; table: Record<string, string> };
  const wrong = texts.filter((text, i) => list[i] !== text || table[text] !== text || isTemplate(terraformLiteral(text)) || fromTerraformLiteral(terraformLiteral(text)) !== text);
  return { what: `${terraform.version} reads ${TEXTS} literals as the texts themselves`, problems: wrong.slice(0, 5).map(text => JSON.stringify(text)) };
}

/** References to other resources are not known here: a text stands for each. */
const REFERENCE = /(?<![$%])\$\{([\w.-]+)\}/g;

function evaluated(terraform: Terraform, artefact: Artefact): Check {
  const resources = Object.entries(resourcesOf(artefact)).flatMap(([type, named]) => Object.entries(named).map(([name, attributes]): [string, Attributes] => [`${type}_${name}`, ownAttributes(attributes)]));
  const found = terraform.evaluated(Object.fromEntries(resources));
  const different = resources.filter(([name, attributes]) => !isDeepStrictEqual(found[name], mapped(attributes, fromTerraformLiteral)));
  return { what: `${artefact.name}: ${resources.length} resources, read by Terraform as the tests read them`, problems: different.slice(0, 5).map(([name]) => name) };
}

/** Without comments and meta-arguments, which are no values. */
function ownAttributes({ '//': _comment, depends_on: _order, provider: _provider, lifecycle: _lifecycle, ...attributes }: Attributes): Attributes {
  return mapped(attributes, text => text.replace(REFERENCE, (_all, reference: string) => `[${reference}]`)) as Attributes;
}

function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map(item => mapped(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [change(name), mapped(item, change)]));
}
