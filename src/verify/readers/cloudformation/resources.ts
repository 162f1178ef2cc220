import { rememberedOf } from '../../../private/remembered';
import { textAt, JsonObject } from '../private/values';

/** Types of which something is read, and loops that may make some. */
const READ = /^(AWS::IAM::|AWS::CloudFormation::Stack(Set)?$|AWS::Serverless::Function$|Custom::)/;
const LOOP = /^Fn::ForEach::/;

/** Ids of the resources of which something is read, in their order. Found once: a template may hold millions of others, and each look at them takes a second. */
export const idsIn = rememberedOf((resources: JsonObject): readonly string[] =>
  Object.keys(resources).filter(id => LOOP.test(id) || READ.test(textAt(resources[id], 'Type') ?? '')));

/** Whether one of the resources has a type that AWS or the CDK knows. */
export function hasKnownType(resources: JsonObject): boolean {
  return idsIn(resources).length > 0 || Object.keys(resources).some(id => /^(AWS|Custom|Alexa)::/.test(textAt(resources[id], 'Type') ?? ''));
}
