import { Blocks, blocksIn, resolvedBlocks } from './blocks';
import type { Module, Resource } from './module';
import { isTable, LateJson, LateTable, listOf, Text } from '../../../private/late';
import type { GoogleGrant } from '../../model';
import { policyOf } from '../private/embedded-policy';
import { asText, asTexts, isLate, late } from '../private/texts';

/** What a resource grants to members. */
export interface Bound {
  readonly role: Text;
  readonly members: readonly Text[];
  readonly condition?: NonNullable<GoogleGrant['condition']>;
}

/** Resources of Google that grant roles: to one member, to some, or to all that there are. */
export function isBinding({ type }: Resource): boolean {
  return /^google_\w+_iam_(member|binding|policy)$/.test(type);
}

/** What it grants, and how many bindings are unknown as a whole. */
export function boundBy(module: Module, resource: Resource): { bound: readonly Bound[]; unknown: number } {
  const { body, type } = resource;
  if (type.endsWith('_policy')) return ofPolicy(policyOf(module.value(body.policy_data)));
  const condition = conditionOf(resolvedBlocks(module, body.condition));
  const members = [...asTexts(module.value(body.members ?? [])), ...asTexts(module.value(body.member ?? []))];
  return { bound: [{ role: module.text(resource, 'role') ?? '', members, ...condition === undefined ? {} : { condition } }], unknown: 0 };
}

function ofPolicy(policy: LateJson): { bound: readonly Bound[]; unknown: number } {
  if (!isTable(policy) || isLate(policy.bindings)) return { bound: [], unknown: policy === null ? 0 : 1 };
  const bindings = listOf(policy.bindings);
  return {
    bound: bindings.filter(isTable).map(binding => {
      const condition = conditionOf(blocksIn(binding.condition));
      return { role: asText(binding.role) ?? '', members: asTexts(binding.members ?? []), ...condition === undefined ? {} : { condition } };
    }),
    unknown: bindings.filter(isLate).length,
  };
}

function conditionOf({ known: [block], open: [open] }: Blocks): GoogleGrant['condition'] {
  if (block === undefined) return open === undefined ? undefined : { expression: open };
  const title = asText(block.title);
  return { ...title === undefined ? {} : { title }, expression: asText(block.expression) ?? late('expression') };
}

/** The policy that a `data.google_iam_policy` renders. */
export function iamPolicy(module: Module, { body }: Resource): LateJson {
  const { known, open } = resolvedBlocks(module, body.binding);
  return {
    bindings: [
      ...known.map(({ role = '', members = [], condition = null }): LateTable => ({ role, members, condition })),
      ...open,
    ],
  };
}
