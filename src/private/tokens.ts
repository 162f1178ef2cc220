/**
 * Tokens of AWS CDK and CDKTF, recognised by their encoding, so that no framework has to be loaded.
 *
 * Sources: `aws-cdk-lib` 2.200 `core/lib/private/encoding` and `cdktf` 0.21 `lib/tokens/private/encoding`.
 * Neither framework recognises the tokens of the other.
 */

/** A text: `${Token[…]}`, and for CDKTF `${TfToken[…]}`; the one element of a list begins with `#`, the one key of a map with `&`. */
const MARKER = String.raw`[$#&]\{(?:Tf)?Token\[[\w:.-]*\]\}`;

/** A number token within a text: `-1.8…e+289` or `-1.9…e+289` (rounded `-2e+289`), of CDKTF also `-8.…e+298`. */
const NUMBER_IN_TEXT = String.raw`-(?:[12](?:\.\d+)?[eE]\+289|8(?:\.\d+)?[eE]\+298)`;

const TOKEN = new RegExp(`${MARKER}|${NUMBER_IN_TEXT}`);
const ALL_TOKENS = new RegExp(TOKEN, 'g');

/** The beginning of a marker, which is left where a token was cut or its letter case was changed. */
const CUT_TOKEN = /[$#&]\{(?:tf)?token\[/i;

/** The upper 16 bits of a number token: those of AWS CDK and of number lists of CDKTF, and those of CDKTF. */
const NUMBER_BITS: readonly number[] = [0xfbff, 0xfdff];

/**
 * Templates of Terraform that are hardly anybody's name: a reference (`${var.name}`, `${aws_iam_role.x.arn}`), a call (`${upper(local.x)}`),
 * a directive (`%{ if x }`). A doubled sign stands for itself.
 */
const TEMPLATES: readonly RegExp[] = [
  /(?<!\$)\$\{\s*(?:var|local|data|module|each|count|self|path|terraform)\s*[.[]/,
  /(?<!\$)\$\{\s*[a-z0-9]+_\w+\.[\w-]+\s*[.[]/,
  /(?<!\$)\$\{\s*[a-z]\w*\([^{}]*\)/,
  /(?<!%)%\{~?\s*(?:(?:if|for)\s|(?:else|endif|endfor)\s*~?\})/,
];

/** A part of a text: what stands there to the letter, or a token. */
export interface TextPart {
  readonly text: string;
  readonly isToken: boolean;
}

/** Whether a value is a token, or holds one in any place: a text, a number, a list, a map, or an object that the framework resolves. */
export function holdsToken(value: unknown): boolean {
  return holds(value, new Set());
}

function holds(value: unknown, seen: Set<unknown>): boolean {
  if (typeof value === 'string') return TOKEN.test(value) || CUT_TOKEN.test(value);
  if (typeof value === 'number') return isNumberToken(value);
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  if (isResolvable(value)) return true;
  seen.add(value);
  if (Array.isArray(value)) return value.some(item => holds(item, seen));
  return isPlain(value) && Object.entries(value).some(([key, item]) => holds(key, seen) || holds(item, seen));
}

/** Whether a value is a token as a whole, so that nothing is known of it: also the list and the map that a framework writes for one. */
export function isToken(value: unknown): boolean {
  if (typeof value === 'string') return TOKEN.test(value) && literalParts(value).length === 0;
  if (typeof value === 'number') return isNumberToken(value);
  if (typeof value !== 'object' || value === null) return false;
  if (isResolvable(value)) return true;
  if (Array.isArray(value)) return value.length === 1 && (isNumberToken(value[0]) || isMarker(value[0], '#'));
  return Object.keys(value).some(key => isMarker(key, '&'));
}

/** The tokens of a text and what stands between them, in order and without empty parts. */
export function splitTokens(text: string): TextPart[] {
  if (!TOKEN.test(text)) return text === '' ? [] : [{ text, isToken: false }]; // nearly every text
  const parts: TextPart[] = [];
  let at = 0;
  for (const { 0: token, index } of text.matchAll(ALL_TOKENS)) {
    parts.push({ text: text.slice(at, index), isToken: false }, { text: token, isToken: true });
    at = index + token.length;
  }
  return [...parts, { text: text.slice(at), isToken: false }].filter(part => part.text !== '');
}

/** What stands in a text to the letter: its checks hold whatever the tokens beside it become. */
export function literalParts(text: string): string[] {
  return splitTokens(text).filter(part => !part.isToken).map(part => part.text);
}

/** A text with a plain one in the place of each token: the checks of its literal parts hold, whatever the tokens become. */
export function withTokensAs(plain: string, text: string): string {
  return splitTokens(text).map(part => part.isToken ? plain : part.text).join('');
}

/** Whether a text holds a template of Terraform, which CDKTF hands over as it stands. A name such as `${x}` is taken for a name. */
export function holdsTemplate(value: unknown): boolean {
  return Array.isArray(value) ? value.some(holdsTemplate) : typeof value === 'string' && TEMPLATES.some(template => template.test(value));
}

function isNumberToken(value: unknown): boolean {
  if (typeof value !== 'number') return false;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return NUMBER_BITS.includes(view.getUint16(0));
}

function isMarker(value: unknown, sign: '#' | '&'): boolean {
  return typeof value === 'string' && value.startsWith(sign) && TOKEN.test(value);
}

/** An `IResolvable`: a reference, a `Lazy`, a secret, the result of a function of CloudFormation. */
function isResolvable(value: object): boolean {
  return typeof (value as { readonly resolve?: unknown }).resolve === 'function';
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
