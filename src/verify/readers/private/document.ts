import { Positions, positionsOf } from './positions';
import { Json } from './values';
import { Unreadable } from '../unreadable';

/** A file that was read and parsed. */
export interface Document {
  readonly file: string;
  readonly value: Json;
  /** Lines of these pointers, and every key that stands twice. */
  positions(pointers: Iterable<string>): Positions;
}

/** Far above what anybody writes: IAM, CloudFormation and Terraform nest some ten levels. */
const DEEPEST = 200;

export function parseDocument(text: string, file: string): Document {
  const json = text.replace(/^\ufeff/, '');
  return { file, value: parseJson(json, file), positions: pointers => positionsOf(json, pointers) };
}

function parseJson(text: string, file: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Unreadable(file, `not JSON: ${(error as Error).message}`);
  }
  refuseDeep(value, file);
  return value;
}

/** What comes after may walk in recursion. */
function refuseDeep(value: Json, file: string): void {
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) throw new Unreadable(file, `nested deeper than ${DEEPEST} levels`);
    const below: Json[] = [];
    for (const one of level) {
      if (typeof one === 'object' && one !== null) {
        for (const inner of Object.values(one as object)) {
          if (typeof inner === 'object' && inner !== null) below.push(inner);
        }
      }
    }
    level = below;
  }
}
