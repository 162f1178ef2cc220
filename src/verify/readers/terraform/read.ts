import { readAws } from './aws';
import { readAzure } from './azure';
import { readGoogle } from './google';
import type { Module } from './module';
import { readVault } from './vault';
import type { Reading } from '../private/reading';

/** All that Terraform manages of what can be read. */
export function readModule(reading: Reading, module: Module, stack?: string): void {
  const artefact = { module, reading, idOf: ({ address }: { address: string }) => reading.unique(stack === undefined ? address : `${stack}/${address}`) };
  readAws(artefact);
  readGoogle(artefact);
  readAzure(artefact);
  readVault(artefact);
}
