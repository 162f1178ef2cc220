import { LOADS_TEMPLATE } from './resources';
import type { Scope } from './scope';
import type { Reading } from '../private/reading';
import { Json, member, textAt } from '../private/values';

export const NOT_READ = 'its template is not among what is read';

/** Macros of AWS of which it is known what they do: nothing that a trust would hang on, or it is done here as well. */
const KNOWN_MACROS = ['AWS::LanguageExtensions', 'AWS::Serverless-2016-10-31', 'AWS::CodeDeployBlueGreen', 'AWS::SecretsManager-2020-07-23', 'AWS::SecretsManager-2024-09-16'];

/** Takes note of what a template has that is not read: what other templates or macros would make of it. */
export function noteUnread(reading: Reading, ids: readonly string[], scope: Scope): void {
  for (const id of ids) {
    const resource = scope.resources[id];
    const type = textAt(resource, 'Type') ?? '';
    const note = (what: string, reason: string) => reading.unjudged.push({ id: `${scope.name}/${id}`, type: what, reason, source: reading.source(...scope.place(id)) });
    if (id === MACRO) note(MACRO, `what the macro ${named(resource)} adds is unknown until deployment`);
    else if (LOADS_TEMPLATE.test(type) && !scope.isNestedRead(id)) note(type, NOT_READ);
    else if (type.endsWith('::MODULE')) note(type, 'what a module makes is not read');
  }
}

export const MACRO = 'Fn::Transform';

/** Macros that run over a whole template, and those that stand beside its sections. */
export function noteMacros(reading: Reading, template: Json, name: string): void {
  const all = [member(template, 'Transform'), member(template, MACRO)].flatMap((one): readonly Json[] => one === undefined ? [] : Array.isArray(one) ? one as readonly Json[] : [one]);
  const unknown = all.map(named).filter(one => !KNOWN_MACROS.some(known => JSON.stringify(known) === one));
  if (unknown.length === 0) return;
  reading.unjudged.push({ id: name, type: MACRO, reason: `what the macro ${unknown.join(', ')} makes of the template is unknown until deployment`, source: reading.source() });
}

function named(macro: Json | undefined): string {
  return JSON.stringify(typeof macro === 'string' ? macro : textAt(macro, 'Name') ?? 'without a name');
}
