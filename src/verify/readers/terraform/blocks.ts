import type { Module } from './module';
import { isTable, Late, LateJson, LateTable, listOf } from '../../../private/late';
import { isLate } from '../private/texts';
import { isObject, Json, JsonObject } from '../private/values';

/** Blocks of a body that are written out: Terraform's JSON writes one as an object, several as a list. */
export function blocks(value: Json | undefined): JsonObject[] {
  return (value === undefined ? [] : [value].flat() as Json[]).filter(isObject);
}

/** The key under which a block that may or may not be there says what that hangs on. No block of a provider has it. */
export const PERHAPS = 'dynamic';

/** Blocks of one name in a body, with every reference resolved. */
export interface Blocks {
  readonly known: readonly LateTable[];
  /** What those blocks hang on of which not even the number is known until deployment. */
  readonly open: readonly Late[];
  /** What is known of them. */
  readonly perhaps: readonly LateTable[];
}

export function resolvedBlocks(module: Module, value: Json | undefined): Blocks {
  return blocksIn(listOf(module.value(value)).flatMap(one => Array.isArray(one) ? one as readonly LateJson[] : [one]));
}

/** Blocks in what is resolved already. */
export function blocksIn(value: LateJson | undefined): Blocks {
  const all = value === null ? [] : listOf(value);
  const tables = all.filter(isTable);
  const perhaps = tables.filter(block => isLate(block[PERHAPS]));
  const open = [...all.filter(isLate), ...perhaps.map(block => block[PERHAPS] as Late)];
  return { known: tables.filter(block => !perhaps.includes(block)), open, perhaps };
}
