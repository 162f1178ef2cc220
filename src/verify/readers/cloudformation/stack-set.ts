import { expanded } from './for-each';
import { spendText } from './references';
import { resolve } from './resolve';
import type { Scope } from './scope';
import { isTemplate, readTemplate } from './template';
import { NOT_READ } from './unread';
import { embeddedJson } from '../private/prescan';
import type { Reading } from '../private/reading';
import { Json, objectAt } from '../private/values';
import { isUnreadable } from '../unreadable';

/** The template that a stack set holds as a text: its roles are made in every account of the set. All of it stands where the text does. */
export function readStackSet(reading: Reading, id: string, scope: Scope): void {
  const body = resolve(objectAt(scope.resources, id, 'Properties').TemplateBody ?? null, scope);
  // a loop can make many of one
  const value = typeof body === 'string' ? templateIn(String(spendText(body, scope)), reading.document.file) : undefined;
  if (!isTemplate(value)) {
    reading.unjudged.push({ id: `${scope.name}/${id}`, type: 'AWS::CloudFormation::StackSet', reason: NOT_READ, source: reading.source(...scope.place(id)) });
    return;
  }
  const inner: Scope = {
    ...scope,
    name: `${scope.name}/${id}`,
    resources: objectAt(value, 'Resources'),
    mappings: objectAt(value, 'Mappings'),
    conditions: objectAt(value, 'Conditions'),
    place: () => scope.place(id, 'Properties', 'TemplateBody'),
    given: () => undefined,
    outputOf: () => undefined,
    isNestedRead: () => false,
    assumed: new Map(),
  };
  readTemplate(reading, { ...inner, ...expanded(inner), place: inner.place });
}

/** A text that is no template hides no role that would ever be made. */
export function templateIn(text: string, file: string): Json | undefined {
  const json = embeddedJson(text);
  if (json !== undefined) return json;
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- its library takes long to load
    return (require('../private/yaml') as typeof import('../private/yaml')).parseYaml(text, file).value;
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}
