import { textAt, JsonObject } from '../private/values';

/** Types of which something is read, and loops that may make some. */
const READ = /^(AWS::IAM::|AWS::CloudFormation::Stack(Set)?$|AWS::Serverless::Function$|Custom::)/;
const LOOP = /^Fn::ForEach::/;

const FOUND = new WeakMap<JsonObject, readonly string[]>();

/** Ids of the resources of which something is read, in their order. Found once: a template may hold millions of others, and each look at them takes a second. */
export function idsIn(resources: JsonObject): readonly string[] {
  let found = FOUND.get(resources);
  if (found === undefined) {
    found = Object.keys(resources).filter(id => LOOP.test(id) || READ.test(textAt(resources[id], 'Type') ?? ''));
    FOUND.set(resources, found);
  }
  return found;
}

/** Whether one of the resources has a type that AWS or the CDK knows. */
export function hasKnownType(resources: JsonObject): boolean {
  return idsIn(resources).length > 0 || Object.keys(resources).some(id => /^(AWS|Custom|Alexa)::/.test(textAt(resources[id], 'Type') ?? ''));
}
