import { DYNAMIC_REFERENCE } from '../../../aws/limits';
import type { LateJson, LatePart, Text } from '../../../private/late';
import { known, partsOf, textOf } from '../private/texts';
import { isObject, Json } from '../private/values';

const END = '}}';

/** A text whose dynamic references (`{{resolve:ssm:/ci/subject}}`) are unknown; one that nothing closes yet is left as it is. */
export function withReferencesUnknown(text: Text): Text {
  if (!known(text).includes(DYNAMIC_REFERENCE)) return text;
  const done: (string | LatePart)[] = [];
  let open: string | undefined;
  for (const part of partsOf(text)!) {
    if (typeof part !== 'string') {
      if (open === undefined) done.push(part);
      else open += part.late;
      continue;
    }
    for (let rest = part; rest !== '';) {
      const at = rest.indexOf(open === undefined ? DYNAMIC_REFERENCE : END);
      const end: number = at < 0 ? rest.length : open === undefined ? at : at + END.length;
      if (open === undefined) done.push(rest.slice(0, end));
      else open += rest.slice(0, end);
      rest = rest.slice(end);
      if (at < 0) continue;
      if (open === undefined) {
        open = '';
      } else {
        done.push({ late: open.slice('{{'.length, -END.length) });
        open = undefined;
      }
    }
  }
  return open === undefined ? textOf(done) : text;
}

/** The same for all texts in a value. */
export function referencesUnknownIn(value: Json): LateJson {
  if (typeof value === 'string') return withReferencesUnknown(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(referencesUnknownIn);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, referencesUnknownIn(one)])) : value as LateJson;
}
