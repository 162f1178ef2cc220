import { readable } from './style';
import type { Source } from '../model';

/** A place as an editor opens it, `file:line`, or with its pointer where the format has no lines. */
export function place({ file, line, pointer }: Source): string {
  return readable(line === undefined ? `${file}${pointer === '' ? '' : `#${pointer}`}` : `${file}:${line}`);
}
