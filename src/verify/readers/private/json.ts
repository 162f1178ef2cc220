import { visit } from 'jsonc-parser';

/** What a walk over a text tells. Lines count from 1. */
export interface JsonVisitor {
  readonly onKey: (key: string, line: number) => void;
  readonly onValue: (line: number) => void;
  readonly onObject: (line: number) => void;
  readonly onArray: (line: number) => void;
  readonly onEnd: () => void;
  readonly onError: (line: number) => void;
}

/** Walks over JSON text in its order. All that is used of the library stands here. */
export function walkJson(text: string, visitor: JsonVisitor): void {
  visit(text, {
    onObjectBegin: (_offset, _length, line) => visitor.onObject(line + 1),
    onObjectProperty: (key, _offset, _length, line) => visitor.onKey(key, line + 1),
    onObjectEnd: () => visitor.onEnd(),
    onArrayBegin: (_offset, _length, line) => visitor.onArray(line + 1),
    onArrayEnd: () => visitor.onEnd(),
    onLiteralValue: (_value, _offset, _length, line) => visitor.onValue(line + 1),
    onError: (_error, _offset, _length, line) => visitor.onError(line + 1),
  }, { disallowComments: true, allowTrailingComma: false });
}
