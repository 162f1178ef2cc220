import { TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { checkAtSynth, Conflict, TreeConstruct } from '../../private/registry';

/** Checks what is registered once a synth. */
export function checkInApp(kind: string, scope: IConstruct, check: (place: TreeConstruct) => Conflict[]): void {
  checkAtSynth(kind, TerraformStack.of(scope), check, construct => TerraformStack.of(construct as IConstruct));
}
