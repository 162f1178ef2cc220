import * as cdk from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { checkAtSynth, Conflict, TreeConstruct } from '../../private/registry';

/** A nested stack is deployed with its parent, into the same account. */
export function topOf(scope: IConstruct): cdk.Stack {
  let stack = cdk.Stack.of(scope);
  while (stack.nestedStackParent !== undefined) stack = stack.nestedStackParent;
  return stack;
}

/** Whether what stands in two places is deployed into the same account, as far as that is known. */
export function inSameAccount(a: IConstruct, b: IConstruct): boolean {
  const [here, there] = [topOf(a), topOf(b)];
  return here === there || (!cdk.Token.isUnresolved(here.account) && here.account === there.account);
}

/** Checks what is registered once a synth. */
export function checkInApp(kind: string, scope: IConstruct, check: (place: TreeConstruct) => Conflict[]): void {
  checkAtSynth(kind, cdk.Stack.of(scope), check, (construct: TreeConstruct) => cdk.Stack.of(construct as IConstruct));
}
