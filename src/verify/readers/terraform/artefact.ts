import type { Module, Resource } from './module';
import type { Text } from '../../../private/late';
import type { Source } from '../../model';
import type { Reading } from '../private/reading';
import { late } from '../private/texts';

/** A configuration, plan or state on its way to artefacts. */
export interface TerraformArtefact {
  readonly module: Module;
  readonly reading: Reading;
  /** What an address is called to the outside: with the name of the stack before it, where there is one. */
  readonly idOf: (resource: Resource) => string;
}

export function sourceOf({ reading }: TerraformArtefact, resource: Resource, ...further: (string | number)[]): Source {
  return reading.source(...resource.keys, ...further);
}

/** Takes note of a resource that was seen, and not read or not read whole. */
export function notJudged(artefact: TerraformArtefact, resource: Resource, reason: string, id: string = artefact.idOf(resource)): void {
  artefact.reading.unjudged.push({ id, type: resource.type, reason, source: sourceOf(artefact, resource) });
}

/** An attribute; late by its own name where it is absent. */
export function textOrLate(module: Module, resource: Resource, name: string): Text {
  const value = module.attribute(resource, name);
  return typeof value === 'string' || isText(value) ? value : late(`${resource.address}.${name}`);
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'parts' in value;
}
