import { Late, LateJson, LatePart, Text } from '../../../private/late';

/** A text of parts: a string where all of it is known. */
export function textOf(parts: readonly (string | LatePart)[]): Text {
  const merged: (string | LatePart)[] = [];
  for (const part of parts) {
    const last = merged[merged.length - 1];
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else if (part !== '') merged.push(part);
  }
  if (merged.length === 0) return '';
  return merged.length === 1 && typeof merged[0] === 'string' ? merged[0] : new Late(merged);
}

/** A value that is only known at deployment, as a whole. */
export function late(name: string): Late {
  return new Late([{ late: name }]);
}

/** The parts of a scalar; nothing for a list or an object. */
export function partsOf(value: LateJson): readonly (string | LatePart)[] | undefined {
  if (value instanceof Late) return value.parts;
  if (typeof value === 'string') return [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : undefined;
}

/** A scalar as a text; nothing for anything else. */
export function asText(value: LateJson | undefined): Text | undefined {
  const parts = value === undefined ? undefined : partsOf(value);
  return parts === undefined ? undefined : textOf(parts);
}

/** Scalars of a list, or one that stands for a list of one. */
export function asTexts(value: LateJson | undefined): Text[] {
  return (Array.isArray(value) ? value as readonly LateJson[] : value === undefined ? [] : [value]).flatMap(one => asText(one) ?? []);
}

/** All that is known of a text, without what is late. */
export function known(text: Text): string {
  return typeof text === 'string' ? text : text.parts.filter(part => typeof part === 'string').join('');
}

export function isLate(value: unknown): value is Late {
  return value instanceof Late;
}
