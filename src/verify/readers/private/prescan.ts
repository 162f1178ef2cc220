import { endOfString } from './json';
import type { Json } from './values';
import { Unreadable } from '../unreadable';

/** Far above what anybody writes: IAM, CloudFormation and Terraform nest some ten levels. */
const DEEPEST = 200;
/** Values of which a process still has the memory to keep all. */
const MOST_OBJECTS = 3_000_000;
const MOST_MEMBERS = 8_000_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LINE_FEED = 0x0a;

/** Refuses JSON that would only exhaust what comes after: found in one look at the text, before anything is made of it. */
export function refuseExcess(text: string, file: string): void {
  let depth = 0;
  let line = 1;
  let objects = 0;
  let members = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at + 1);
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      depth += 1;
      objects += 1;
      if (depth > DEEPEST) throw new Unreadable(file, `nested deeper than ${DEEPEST} levels`, line);
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) {
      depth -= 1;
    } else if (code === COMMA) {
      members += 1;
    } else if (code === LINE_FEED) {
      line += 1;
    }
  }
  if (objects > MOST_OBJECTS || members > MOST_MEMBERS) throw new Unreadable(file, `holds ${Math.max(objects, members).toLocaleString('en')} values, which is too many to review`);
}

/** JSON that stands in a string; nothing where it is none, or none that could be walked. */
export function embeddedJson(text: string): Json | undefined {
  try {
    refuseExcess(text, '');
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
