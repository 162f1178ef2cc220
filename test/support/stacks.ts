import { App, Stack, StackProps } from 'aws-cdk-lib';
import { Errors } from '../../src';

/** A stack of an app of its own. */
export function aStack(props: StackProps = {}): Stack {
  return new Stack(new App({ autoSynth: false }), 'Stack', props);
}

/** What a call refuses: its code and its text. */
export function refusal(call: () => unknown): { code: string | undefined; text: string } {
  try {
    call();
  } catch (error) {
    return { code: Errors.codeOf(error), text: String((error as Error).message) };
  }
  return { code: undefined, text: 'nothing was refused' };
}
