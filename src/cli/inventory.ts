import { artefactsAt } from './input';
import { coloured, EXIT, Io } from './io';
import { withProgress } from './progress';
import { inventory as listed } from '../verify/inventory';
import { inventoryJson, inventoryMarkdown, inventoryText } from '../verify/reports/inventory';
import { COLOURED, PLAIN } from '../verify/reports/style';

export interface InventoryOptions {
  readonly format: 'text' | 'json' | 'markdown';
}

export async function inventory(paths: readonly string[], { format }: InventoryOptions, io: Io): Promise<number> {
  const entries = await withProgress(io, () => listed(artefactsAt(paths)));
  const write = { text: () => inventoryText(entries, coloured(io.stdout, io.env) ? COLOURED : PLAIN), json: () => inventoryJson(entries), markdown: () => inventoryMarkdown(entries) };
  io.stdout.write(write[format]());
  return EXIT.clean;
}
