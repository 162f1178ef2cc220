import type { LateJson } from '../../../private/late';

/** How what stands in a literal is resolved. */
export interface Resolving {
  /** Of a quoted text, its escapes undone. */
  readonly template: (text: string) => LateJson;
  /** Of whatever is neither quoted nor a list nor an object. */
  readonly expression: (source: string) => LateJson;
}

/** Deeper than any policy; IAM takes none that nests ten levels. */
const DEEPEST = 50;

/** What Terraform's function `jsonencode` is given, where that is written out, and a list or an object by itself; nothing for any other expression. */
export function literalValue(expression: string, resolving: Resolving): LateJson | undefined {
  const [, argument] = /^(?:jsonencode|toset|tolist|tomap)\(([^]*)\)$/.exec(expression) ?? (/^[[{]/.test(expression) ? [expression, expression] : []);
  if (argument === undefined) return undefined;
  const literal = new Literal(argument, resolving);
  try {
    return literal.whole();
  } catch (error) {
    if (error instanceof NoLiteral) return undefined;
    throw error;
  }
}

class NoLiteral extends Error {}

/** A value as HCL writes it: `{ "a" = [1, "x-${b}"] }`. */
class Literal {
  private at = 0;

  constructor(private readonly source: string, private readonly resolving: Resolving) {}

  public whole(): LateJson {
    const value = this.value(0);
    this.skip(/\s*/y);
    if (this.at < this.source.length) throw new NoLiteral();
    return value;
  }

  private value(depth: number): LateJson {
    if (depth > DEEPEST) throw new NoLiteral();
    this.skip(/\s*/y);
    switch (this.source[this.at]) {
      case '{': return Object.fromEntries(this.members('}', () => this.member(depth)));
      case '[': return this.members(']', () => this.value(depth + 1));
      case '"': return this.resolving.template(this.quoted());
      default: return this.bare();
    }
  }

  private members<T>(end: string, next: () => T): T[] {
    const found: T[] = [];
    this.at += 1;
    for (;;) {
      this.skip(/[\s,]*/y);
      if (this.at >= this.source.length) throw new NoLiteral();
      if (this.source[this.at] === end) break;
      found.push(next());
    }
    this.at += 1;
    return found;
  }

  private member(depth: number): [string, LateJson] {
    const name = this.source[this.at] === '"' ? this.resolving.template(this.quoted()) : this.skip(/[A-Za-z_][\w-]*/y);
    if (typeof name !== 'string' || name === '' || !/[=:]/.test(this.skip(/\s*[=:]/y))) throw new NoLiteral();
    return [name, this.value(depth + 1)];
  }

  /** Up to the quote that closes; what stands in `${…}` has quotes of its own. */
  private quoted(): string {
    let text = '';
    let depth = 0;
    for (this.at += 1; this.at < this.source.length; this.at++) {
      const sign = this.source[this.at];
      if (depth === 0 && sign === '"') {
        this.at += 1;
        return text;
      }
      if (depth === 0 && sign === '\\') {
        this.at += 1;
        text += ESCAPES.get(this.source[this.at]) ?? fail();
        continue;
      }
      if (depth > 0 ? sign === '{' : sign === '{' && opens(text)) depth += 1;
      else if (depth > 0 && sign === '}') depth -= 1;
      text += sign;
    }
    throw new NoLiteral();
  }

  /** A number, a truth, a reference or a call, with all that stands in its brackets. */
  private bare(): LateJson {
    const start = this.at;
    let depth = 0;
    for (; this.at < this.source.length; this.at++) {
      const sign = this.source[this.at];
      if (sign === '"') {
        this.quoted();
        this.at -= 1;
      } else if ('([{'.includes(sign)) {
        depth += 1;
      } else if (depth === 0 && ',]}\n'.includes(sign)) {
        break;
      } else if (')]}'.includes(sign)) {
        depth -= 1;
      }
    }
    const source = this.source.slice(start, this.at).trim();
    if (!/^[\w"(!-]/.test(source) || depth !== 0) throw new NoLiteral();
    return /^(true|false|null|-?\d+(\.\d+)?)$/.test(source) ? JSON.parse(source) : this.resolving.expression(source);
  }

  private skip(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [found = ''] = pattern.exec(this.source) ?? [];
    this.at += found.length;
    return found;
  }
}

/** Whether a brace begins an expression or a directive: doubled, its sign is text. */
function opens(before: string): boolean {
  return ['$', '%'].some(sign => before.endsWith(sign) && !before.endsWith(sign + sign));
}

const ESCAPES: ReadonlyMap<string, string> = new Map([['"', '"'], ['\\', '\\'], ['n', '\n'], ['r', '\r'], ['t', '\t']]);

function fail(): never {
  throw new NoLiteral();
}
