import type { LateJson } from '../../../private/late';
import type { JsonObject } from '../private/values';

/** What references of a template are resolved in. */
export interface Scope {
  /** The template's name: that of its stack where it is known. */
  readonly name: string;
  readonly resources: JsonObject;
  /** Where a resource stands in the document, or something below it. */
  readonly place: (resource: string, ...below: (string | number)[]) => (string | number)[];
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  /** What a parent stack gives to a parameter of this one. */
  readonly given: (parameter: string) => LateJson | undefined;
  /** What another template exports by this name. */
  readonly imported: (name: string) => LateJson | undefined;
  /** An output of a stack that is nested in this one. */
  readonly outputOf: (resource: string, output: string) => LateJson | undefined;
  /** Whether the template that a stack or product of this one is made of is among what is read. */
  readonly isNestedRead: (resource: string) => boolean;
  /** Conditions that are taken for true or false. */
  readonly assumed: ReadonlyMap<string, boolean>;
  /** References that may still be followed. Each could lead to two more: without an end to it, a small template takes for ever. */
  readonly budget: { left: number };
  /** Takes note of a condition on which a value depends and that the template does not decide. */
  readonly onOpen?: (condition: string) => void;
}
