/** An expression of Azure's resource manager, taken apart. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression };

/** Azure takes no longer expression. */
const LONGEST = 24_576;
const DEEPEST = 100;

/**
 * Takes the text between the brackets apart.
 *
 * @returns nothing where it is no expression
 */
export function parseExpression(text: string): Expression | undefined {
  if (text.length > LONGEST) return undefined;
  const tokens = tokensOf(text);
  const parser = tokens === undefined ? undefined : new Parser(tokens);
  const found = parser?.expression(0);
  return parser?.isAtEnd() === true ? found : undefined;
}

type Token = { readonly kind: 'text'; readonly value: string } | { readonly kind: 'number'; readonly value: number } | { readonly kind: 'name' | 'sign'; readonly value: string };

const TOKEN = /\s*(?:'((?:[^']|'')*)'|(-?\d+)|([A-Za-z_]\w*)|([()[\],.?]))/y;

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  for (let at = 0; at < text.trimEnd().length;) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (found === null) return undefined;
    const [whole, quoted, number, name, sign] = found;
    if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replace(/''/g, '\'') });
    else if (number !== undefined) tokens.push({ kind: 'number', value: Number(number) });
    else tokens.push(name === undefined ? { kind: 'sign', value: sign } : { kind: 'name', value: name });
    at += whole.length;
  }
  return tokens;
}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  public isAtEnd(): boolean {
    return this.at === this.tokens.length;
  }

  public expression(depth: number): Expression | undefined {
    if (depth > DEEPEST) return undefined;
    let found = this.primary(depth);
    while (found !== undefined) {
      if (this.took('.')) {
        this.took('?');
        const name = this.name();
        found = name === undefined ? undefined : { kind: 'member', of: found, key: { kind: 'literal', value: name } };
      } else if (this.took('[')) {
        this.took('?');
        const key = this.expression(depth + 1);
        found = key !== undefined && this.took(']') ? { kind: 'member', of: found, key } : undefined;
      } else {
        return found;
      }
    }
    return undefined;
  }

  private primary(depth: number): Expression | undefined {
    const token = this.tokens[this.at];
    if (token === undefined || token.kind === 'sign') return undefined;
    this.at += 1;
    if (token.kind !== 'name') return { kind: 'literal', value: token.value };
    let name = token.value;
    while (this.took('.')) name += `.${this.name() ?? ''}`; // a function of the template itself has a namespace
    const args = this.took('(') ? this.args(depth) : undefined;
    return args === undefined ? undefined : { kind: 'call', name, args };
  }

  private args(depth: number): Expression[] | undefined {
    const args: Expression[] = [];
    if (this.took(')')) return args;
    for (;;) {
      const arg = this.expression(depth + 1);
      if (arg === undefined) return undefined;
      args.push(arg);
      if (this.took(')')) return args;
      if (!this.took(',')) return undefined;
    }
  }

  private name(): string | undefined {
    const token = this.tokens[this.at];
    if (token?.kind !== 'name') return undefined;
    this.at += 1;
    return token.value;
  }

  private took(sign: string): boolean {
    const token = this.tokens[this.at];
    const found = token?.kind === 'sign' && token.value === sign;
    if (found) this.at += 1;
    return found;
  }
}
