import { rememberedOf } from '../../../private/remembered';
import { textAt, JsonObject } from '../private/values';

/** Types of which something is read, and what may make some: loops, macros, modules. */
const READ = /^(AWS::IAM::|AWS::CloudFormation::Stack(Set)?$|AWS::Serverless::(Function|Application)$|AWS::ServiceCatalog::CloudFormationProduct$|Custom::)|::MODULE$/;
const GENERATED = /^Fn::(ForEach::|Transform$)/;

/** Types of resources that are made of another template. */
export const LOADS_TEMPLATE = /^AWS::(CloudFormation::Stack|Serverless::Application|ServiceCatalog::CloudFormationProduct)$/;

/** Ids of the resources of which something is read, in their order. Found once: a template may hold millions of others, and each look at them takes a second. */
export const idsIn = rememberedOf((resources: JsonObject): readonly string[] =>
  Object.keys(resources).filter(id => GENERATED.test(id) || READ.test(textAt(resources[id], 'Type') ?? '')));

/** Whether one of the resources has a type that AWS or the CDK knows. */
export function hasKnownType(resources: JsonObject): boolean {
  return idsIn(resources).length > 0 || Object.keys(resources).some(id => /^(AWS|Custom|Alexa)::/.test(textAt(resources[id], 'Type') ?? ''));
}
