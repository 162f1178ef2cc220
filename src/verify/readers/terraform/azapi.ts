import type { Module, Resource } from './module';
import { isTable, LateJson, LateTable } from '../../../private/late';
import { policyOf } from '../private/embedded-policy';

/** The type that a resource of the provider `azapi` has at Azure, without its version and in lower case; nothing where it is unknown. */
export function azapiType(module: Module, resource: Resource): string | undefined {
  const type = module.text(resource, 'type');
  return typeof type === 'string' ? type.replace(/@.*$/, '').toLowerCase() : undefined;
}

/** What is sent to Azure, and the properties in it where they are known. */
export interface AzapiBody {
  readonly whole: LateJson;
  readonly properties?: LateTable;
}

/** An object, or the JSON text of one. */
export function azapiBody(module: Module, { body }: Resource): AzapiBody {
  const whole = policyOf(module.value(body.body));
  const properties = isTable(whole) ? whole.properties : undefined;
  return { whole, ...isTable(properties) ? { properties } : {} };
}
