import { readAws } from './aws';
import { readAzure } from './azure';
import { readGoogle } from './google';
import type { Module } from './module';
import { noteUnread } from './not-read';
import { readVault } from './vault';
import type { Reading } from '../private/reading';

const MODULE = 'what a module defines stands elsewhere: give the output of "terraform show -json" for a plan';

/** All that Terraform manages of what can be read. */
export function readModule(reading: Reading, module: Module, stack?: string): void {
  const artefact = { module, reading, idOf: ({ address }: { address: string }) => reading.unique(stack === undefined ? address : `${stack}/${address}`) };
  readAws(artefact);
  readGoogle(artefact);
  readAzure(artefact);
  readVault(artefact);
  noteUnread(artefact);
  for (const call of module.calls) reading.unjudged.push({ id: artefact.idOf({ address: `module.${call}` }), type: 'module', reason: MODULE, source: reading.source('module', call) });
}
