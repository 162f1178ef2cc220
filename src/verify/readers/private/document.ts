import { tableProblem } from './not-read';
import { Positions, positionsOf } from './positions';
import { refuseExcess } from './prescan';
import { Json } from './values';
import { Unreadable, UNKNOWN_KIND } from '../unreadable';

/** A file that was read and parsed. */
export interface Document {
  readonly file: string;
  readonly value: Json;
  /** Where the value stands in the file, unless it is all of it. */
  readonly within?: { readonly keys: readonly string[]; readonly isText: boolean };
  /** Lines of these pointers, and every key that stands twice. */
  positions(pointers: ReadonlySet<string>): Positions;
}

/**
 * JSON, or YAML where the text begins like neither an object nor a list.
 *
 * @param worthwhile whether a text that is no JSON can be what is looked for: to parse YAML takes long
 */
export function parseDocument(text: string, file: string, worthwhile: (text: string) => boolean = () => true): Document {
  const content = unescaped(text.replace(/^\ufeff/, ''));
  if (/^\s*$/.test(content.slice(0, 1000)) && content.trim() === '') throw new Unreadable(file, 'is empty');
  if (looksBinary(content)) throw new Unreadable(file, 'is binary: text of a template, plan or policy is expected');
  const json = parsedJson(content, file);
  if (json !== undefined) return { file, value: json.value, positions: pointers => positionsOf(content, pointers) };
  if (/\.(tf|hcl|tfvars)$/.test(file) || isHcl(content)) throw new Unreadable(file, 'is HCL, which is not read: give the output of "terraform show -json" for a plan of it');
  const table = tableProblem(content);
  if (table !== undefined) throw new Unreadable(file, table);
  if (!worthwhile(content)) throw new Unreadable(file, UNKNOWN_KIND);
  return yaml().parseYaml(content, file);
}

/** IAM's API gives a policy as JSON with its characters escaped for a URL. */
function unescaped(text: string): string {
  if (!/^\s*["']?%7b/i.test(text.slice(0, 1000))) return text;
  try {
    return decodeURIComponent(text.trim().replace(/^["']|["']$/g, ''));
  } catch {
    return text;
  }
}

/** Loaded where there is YAML: its library takes longer to load than most files to review. */
function yaml(): typeof import('./yaml') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- at its first use
  return require('./yaml');
}

function parsedJson(text: string, file: string): { readonly value: Json } | undefined {
  if (/^\s*[^\s[{"]/.test(text)) return undefined;
  refuseExcess(text, file);
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (flowYaml(text, file)) return undefined;
    const { message } = error as Error;
    const [, offset] = /at position (\d+)/.exec(message) ?? [];
    throw new Unreadable(file, `is not JSON: ${reasonOf(message)}`, lineAt(text, offset === undefined ? text.length : Number(offset)));
  }
}

/** A template in YAML may begin with a brace; only a file that says so is taken for one. */
function flowYaml(text: string, file: string): boolean {
  return /\.ya?ml$/.test(file) && text.length < 1_000_000;
}

/** What the engine complains of, without the text that it quotes. */
function reasonOf(message: string): string {
  if (/end of JSON input|Unterminated/i.test(message)) return 'it ends in the middle of a value';
  const [, token] = /^Unexpected token (.{1,8}?)[ ,]/su.exec(message) ?? [];
  return token === undefined ? 'a value, a comma or a quote is missing or wrong' : `${token} is not expected here`;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

function looksBinary(text: string): boolean {
  return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text.slice(0, 4096));
}

function isHcl(text: string): boolean {
  const beginning = text.slice(0, 100_000);
  if (/^["']?(AWSTemplateFormatVersion|Resources|Statement)["']?\s*:/m.test(beginning)) return false; // a template may write HCL to a disk
  return /^\s*(resource|data|module|provider|variable|terraform|locals|output)\s*("[^"\n]*"\s*){0,2}\{/m.test(beginning);
}
