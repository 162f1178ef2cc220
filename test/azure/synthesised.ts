import { AzureadProvider } from '@cdktf/provider-azuread/lib/provider';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, TerraformStack, Testing } from 'cdktf';
import { Errors } from '../../src';
import { CREDENTIAL_TYPES, fromTerraform, NativeCredential } from '../../src/azure/evaluate';

export type Resources = Record<string, Record<string, Record<string, any>>>;

/** A stack of an app of its own, with both providers. */
export function aTerraformStack(): TerraformStack {
  const stack = new TerraformStack(new App(), 'stack');
  new AzurermProvider(stack, 'azurerm', { features: [{}] });
  new AzureadProvider(stack, 'azuread', {});
  return stack;
}

/** The resources of a stack by type and name, validations run. */
export function resourcesOf(stack: TerraformStack): Resources {
  return JSON.parse(Testing.synth(stack)).resource ?? {};
}

/** The bodies of the resources of one type. */
export function bodiesOf(stack: TerraformStack, type: string): Record<string, any>[] {
  return Object.values(resourcesOf(stack)[type] ?? {});
}

/** All that stands in a stack of federated credentials, read back. */
export function credentialsIn(stack: TerraformStack): NativeCredential[] {
  return Object.values(CREDENTIAL_TYPES).flatMap(type => bodiesOf(stack, type)).map(fromTerraform);
}

/** What the nodes of a stack complain of at synth. */
export function complaints(stack: TerraformStack): string[] {
  return stack.node.findAll().flatMap(node => node.node.validate());
}

/** What a call refuses: its code and its text. */
export function refused(call: () => unknown): { code: string | undefined; text: string } {
  try {
    call();
  } catch (error) {
    return { code: Errors.codeOf(error), text: String((error as Error).message) };
  }
  return { code: undefined, text: 'nothing was refused' };
}
