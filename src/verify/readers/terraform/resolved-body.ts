import type { Module } from './module';
import { LateJson, LatePart } from '../../../private/late';
import { terraformLiteral } from '../../../terraform/literal';
import { isLate, partsOf } from '../private/texts';
import { Json, JsonObject } from '../private/values';

/** The body of a resource in Terraform's own escapes again, with every reference gone that the file decides. */
export function resolvedBody(module: Module, body: JsonObject): Readonly<Record<string, any>> {
  return writtenAgain(module.value(body)) as Readonly<Record<string, any>>;
}

/** A resolved value in Terraform's own escapes. */
export function writtenAgain(value: LateJson): Json {
  if (isLate(value) || typeof value === 'string') return partsOf(value)!.map(written).join('');
  if (Array.isArray(value)) return (value as readonly LateJson[]).map(writtenAgain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, writtenAgain(one)]));
}

function written(part: string | LatePart): string {
  return typeof part === 'string' ? terraformLiteral(part) : `\${${part.late}}`;
}
