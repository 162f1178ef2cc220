import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

type Members = Readonly<Record<string, PropertyDescriptor | undefined>>;

/** What decides what is written of an object, as it was when the library was loaded. */
interface Writer {
  readonly prototype: object;
  readonly members: Members;
}

function writer(prototype: object, ...names: string[]): Writer {
  return { prototype, members: Object.fromEntries(names.map(name => [name, descriptorOf(prototype, name)])) };
}

/** Also of what the prototype inherits. */
function descriptorOf(object: object, name: string): PropertyDescriptor | undefined {
  for (let at: object | null = object; at !== null; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const RESOURCE = writer(iam.CfnRole.prototype, '_toCloudFormation', 'cfnProperties', 'renderProperties', 'shouldSynthesize');
const TRUST_POLICY = descriptorOf(iam.CfnRole.prototype, 'assumeRolePolicyDocument');
const DOCUMENT = writer(iam.PolicyDocument.prototype, 'resolve', 'toJSON', 'render', '_maybeMergeStatements', 'freezeStatements');
const STACK = writer(cdk.Stack.prototype, '_toCloudFormation', 'resolve');

/** Whether the members of an object are the framework's own: nobody has replaced one on the object, in a class below or on the prototype. */
function isFrameworks(object: object, { members }: Writer): boolean {
  return Object.entries(members).every(([name, member]) => {
    const found = descriptorOf(object, name);
    return found === undefined ? member === undefined : found.value === member?.value && found.get === member?.get;
  });
}

/** Whether the framework writes a role from the properties that it holds. */
export function isWrittenAsIs(resource: cdk.CfnResource): boolean {
  return Object.getPrototypeOf(resource) === RESOURCE.prototype
    && isFrameworks(resource, RESOURCE)
    && descriptorOf(resource, 'cfnResourceType')?.value === iam.CfnRole.CFN_RESOURCE_TYPE_NAME
    && isStackWrittenAsIs(cdk.Stack.of(resource));
}

/** Whether the framework resolves a document to the statements that it shows. */
export function isRenderedAsIs(document: iam.PolicyDocument): boolean {
  return Object.getPrototypeOf(document) === DOCUMENT.prototype && isFrameworks(document, DOCUMENT);
}

/** Whether the framework merges the template of a stack from its elements. */
export function isStackWrittenAsIs(stack: cdk.Stack): boolean {
  return isFrameworks(stack, STACK);
}

/** The trust policy that a role holds as a plain value: one that is computed could be another the next time. */
export function trustPolicyOf(resource: cdk.CfnResource): unknown {
  const found = descriptorOf(resource, 'assumeRolePolicyDocument');
  return found?.get !== undefined && found.get === TRUST_POLICY?.get ? (resource as iam.CfnRole).assumeRolePolicyDocument : found?.value;
}

/** What the framework itself makes of a value in a stack. */
export function resolveIn(stack: cdk.Stack, value: unknown): unknown {
  return (STACK.members.resolve!.value as cdk.Stack['resolve']).call(stack, value);
}
