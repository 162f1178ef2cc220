import { notJudged, TerraformArtefact } from './artefact';
import { CLOUD_CONTROL, desiredTable } from './aws-roles';
import type { Resource } from './module';
import { isTable, LateJson, listOf } from '../../../private/late';
import { templateIn } from '../cloudformation/stack-set';
import { isTemplate, readTemplate } from '../cloudformation/template';
import { Templates } from '../cloudformation/templates';
import { noteMacros } from '../cloudformation/unread';
import type { ParameterValues } from '../parameters';
import { policyOf } from '../private/embedded-policy';
import { isLate } from '../private/texts';
import type { Json } from '../private/values';

/** Stacks of CloudFormation that Terraform makes. */
export const STACK_TYPES = ['aws', 'awscc'].flatMap(provider => [`${provider}_cloudformation_stack`, `${provider}_cloudformation_stack_set`]);

/** The template of a stack where it stands in the file, with all its places at that of its text. */
export function readStack(artefact: TerraformArtefact, resource: Resource): void {
  const { reading, module, idOf } = artefact;
  const id = idOf(resource);
  const isControlled = resource.type === CLOUD_CONTROL;
  const body = isControlled ? desiredTable(artefact, resource).TemplateBody : module.value(resource.body.template_body);
  const template = body === undefined || body === null ? undefined : templateOf(body, reading.document.file);
  if (!isTemplate(template)) {
    const isElsewhere = body === undefined || body === null;
    notJudged(artefact, resource, isElsewhere ? 'its template stands elsewhere' : 'its template is unknown until deployment, or cannot be read', id);
    return;
  }
  const attribute = isControlled ? 'desired_state' : 'template_body';
  const { file } = reading.document;
  noteMacros(reading, template!, id);
  const parameters = isControlled ? new Map() : parametersOf(module.value(resource.body.parameters));
  const scope = new Templates([{ file, name: id, value: template! }], new Map(), parameters).scopeOf(file);
  readTemplate(reading, { ...scope, place: () => [...resource.keys, attribute] });
}

/** Values of parameters; one that is unknown has none. */
function parametersOf(value: LateJson): ParameterValues {
  return new Map(isTable(value) ? Object.entries(value).map(([name, one]) => [name, typeof one === 'string' ? one : undefined]) : []);
}

function templateOf(body: LateJson, file: string): Json | undefined {
  if (typeof body === 'string') return templateIn(body, file);
  const value = policyOf(body);
  return isLate(value) ? undefined : asTemplate(value);
}

/** What Terraform fills in until deployment as references that a template leaves open as well. */
function asTemplate(value: LateJson): Json {
  if (isLate(value)) return { 'Fn::Join': ['', value.parts.map(part => typeof part === 'string' ? part : { Ref: part.late })] };
  if (Array.isArray(value)) return listOf(value).map(asTemplate);
  return isTable(value) ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asTemplate(one)])) : value as Json;
}
