import type { Text } from '../../../private/late';
import type { JsonObject } from '../private/values';

/** What references of a template are resolved in. */
export interface Scope {
  /** The template's name: that of its stack where it is known. */
  readonly name: string;
  readonly resources: JsonObject;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  /** What a parent stack gives to the parameters of this one. */
  readonly parameters: ReadonlyMap<string, Text>;
  /** Conditions that are taken for true or false. */
  readonly assumed: ReadonlyMap<string, boolean>;
}
