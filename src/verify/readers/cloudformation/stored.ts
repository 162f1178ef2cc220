import { isTemplate } from './template';
import type { Document } from '../private/document';
import { isObject, member } from '../private/values';

const BODY = 'TemplateBody';

/** The template that `aws cloudformation get-template` prints: as an object where it is JSON, and as a text where it is YAML. Anything else as it is. */
export function unwrapped(document: Document, parse: (text: string) => Document): Document {
  const { value } = document;
  if (!isObject(value) || isTemplate(value)) return document;
  const body = member(value, BODY);
  if (isObject(body) && isTemplate(body)) return { ...document, value: body, within: { keys: [BODY], isText: false } };
  if (typeof body !== 'string') return document;
  const { value: inner } = parse(body);
  return isTemplate(inner) ? { ...document, value: inner, within: { keys: [BODY], isText: true } } : document;
}
