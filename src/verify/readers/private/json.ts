/** What a walk over a text tells. Lines count from 1. */
export interface JsonVisitor {
  readonly onKey: (key: string, line: number) => void;
  readonly onValue: (line: number) => void;
  readonly onObject: (line: number) => void;
  readonly onArray: (line: number) => void;
  readonly onEnd: () => void;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const LINE_FEED = 0x0a;
const SPACE = 0x20;

/**
 * Walks over JSON text in its order.
 *
 * @param text was parsed before, so that nothing has to be checked: a parser that keeps positions takes several times as long as all else that is read
 */
export function walkJson(text: string, visitor: JsonVisitor): void {
  const isObject: boolean[] = [];
  let line = 1;
  let isKey = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED) {
      line += 1;
    } else if (code <= SPACE || code === COLON) {
      continue;
    } else if (code === QUOTE) {
      const end = endOfString(text, at + 1);
      if (isKey) visitor.onKey(keyOf(text, at, end), line);
      else visitor.onValue(line);
      isKey = false;
      at = end;
    } else if (code === COMMA) {
      isKey = isObject[isObject.length - 1];
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      isKey = code === OPEN_OBJECT;
      isObject.push(isKey);
      if (isKey) visitor.onObject(line);
      else visitor.onArray(line);
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      isKey = false;
      isObject.pop();
      visitor.onEnd();
    } else {
      visitor.onValue(line);
      while (isPartOfLiteral(text.charCodeAt(at + 1))) at += 1;
    }
  }
}

/** The quote that ends a string; the end of the text where none does. */
export function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH && at - 1 - slashes >= start) slashes += 1;
    if (slashes % 2 === 0) return at;
  }
  return text.length;
}

function keyOf(text: string, start: number, end: number): string {
  const key = text.slice(start + 1, end);
  return key.includes('\\') ? JSON.parse(`"${key}"`) : key;
}

/** Of a number, `true`, `false` or `null`. */
function isPartOfLiteral(code: number): boolean {
  return code > SPACE && code !== COMMA && code !== CLOSE_LIST && code !== CLOSE_OBJECT;
}
