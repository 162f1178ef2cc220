import { ArtefactOptions, artefactsAt } from './input';
import { coloured, EXIT, Io } from './io';
import { withProgress } from './progress';
import { inventory as listed } from '../verify/inventory';
import { inventoryJson, inventoryMarkdown, inventoryText } from '../verify/reports/inventory';
import { passedOverLines } from '../verify/reports/reviewed';
import { COLOURED, PLAIN } from '../verify/reports/style';

export interface InventoryOptions extends ArtefactOptions {
  readonly format: 'text' | 'json' | 'markdown';
}

export async function inventory(paths: readonly string[], options: InventoryOptions, io: Io): Promise<number> {
  const { format } = options;
  const found = await withProgress(io, () => listed(artefactsAt(paths, options, io)));
  const write = {
    text: () => inventoryText(found, coloured(io.stdout, io.env) ? COLOURED : PLAIN),
    json: () => inventoryJson(found),
    markdown: () => inventoryMarkdown(found),
  };
  io.stdout.write(write[format]());
  // beside the list, which is compared with that of another run
  if (format !== 'json') io.stderr.write(passedOverLines(found.passedOver).map(line => `${line}\n`).join(''));
  return EXIT.clean;
}
