import { embeddedJson } from './prescan';
import type { Reading } from './reading';
import { isLate, textOf } from './texts';
import { isObject, Json } from './values';
import type { Late, LateJson, LatePart, Text } from '../../../private/late';
import type { Source } from '../../model';

/** Marks in place of what is late, from a part of Unicode that nobody writes. */
const OPEN = '\udb80\udc00';
const CLOSE = '\udb80\udc01';
const MARKED = new RegExp(`(${OPEN}\\d+${CLOSE})`);

/** The JSON text that says a value, whose unknown parts are parts of the text. */
export function jsonOf(value: LateJson): Text {
  const unknown: Late[] = [];
  const text = JSON.stringify(value, (_key, one) => isLate(one) ? `${OPEN}${unknown.push(one) - 1}${CLOSE}` : one);
  return textOf(text.split(MARKED).flatMap((piece): readonly (string | LatePart)[] => {
    const of = piece.startsWith(OPEN) ? unknown[Number(piece.slice(OPEN.length, -CLOSE.length))] : undefined;
    return of === undefined ? [piece] : of.parts.map(part => typeof part === 'string' ? JSON.stringify(part).slice(1, -1) : part);
  }));
}

/** A policy out of the text that holds it; as it is, where it is none. Late parts may stand inside its strings. */
export function policyOf(value: LateJson): LateJson {
  if (typeof value !== 'string' && !isLate(value)) return value;
  const names = isLate(value) ? value.names : [];
  let at = -1;
  const text = isLate(value) ? value.parts.map(part => typeof part === 'string' ? part : `${OPEN}${at += 1}${CLOSE}`).join('') : value;
  const json = embeddedJson(text);
  return json === undefined ? value : revived(json, names);
}

function revived(json: Json, names: readonly string[]): LateJson {
  const text = (value: string) => textOf(value.split(MARKED).map(part => part.startsWith(OPEN) ? { late: names[Number(part.slice(OPEN.length, -CLOSE.length))] } : part));
  if (typeof json === 'string') return names.length === 0 ? json : text(json);
  if (Array.isArray(json)) return (json as readonly Json[]).map(one => revived(one, names));
  if (isObject(json)) return Object.fromEntries(Object.entries(json).map(([key, one]) => [names.length === 0 ? key : String(text(key)), revived(one, names)]));
  return json as LateJson;
}

/** The same, where a key that stands twice in the text is to be reported. */
export function policyIn(reading: Reading, value: LateJson, source: Source): LateJson {
  const policy = policyOf(value);
  if (typeof value === 'string' && policy !== value) reading.embed(value, source);
  return policy;
}
