import { isTable, Late, LateJson, LatePart, Text } from '../../../private/late';
import { asText, isLate, late, partsOf, textOf } from '../private/texts';

type Func = (args: readonly LateJson[]) => LateJson | undefined;

/** More than this is no value of a credential; a text that doubles with each variable would fill the memory. */
const LONGEST = 100_000;

/**
 * Functions of Azure's templates, by their names in lower case. Each gives nothing where an argument is of no kind that it takes, or not known.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions
 */
export const FUNCTIONS: ReadonlyMap<string, Func> = new Map<string, Func>([
  ['concat', args => args.every(Array.isArray) && args.length > 0 ? args.flat() as LateJson[] : joined(args)],
  ['format', ([pattern, ...args]) => typeof pattern === 'string' ? formatted(pattern, args) : undefined],
  ['string', ([value]) => isScalar(value) ? asText(value) : undefined],
  ['tolower', ([text]) => changed(text, one => one.toLowerCase())],
  ['toupper', ([text]) => changed(text, one => one.toUpperCase())],
  ['trim', ([text]) => known(text, one => one.trim())],
  ['replace', ([text, from, to]) => typeof from === 'string' && typeof to === 'string' && from !== '' ? known(text, one => one.split(from).join(to)) : undefined],
  ['substring', ([text, start, length]) => typeof start === 'number' && (length === undefined || typeof length === 'number') ? known(text, one => one.slice(start, length === undefined ? undefined : start + length)) : undefined],
  ['split', ([text, separator]) => typeof text === 'string' && typeof separator === 'string' && separator !== '' ? text.split(separator) : undefined],
  ['join', ([list, separator]) => Array.isArray(list) && typeof separator === 'string' ? joined((list as LateJson[]).flatMap((one, i) => i === 0 ? [one] : [separator, one])) : undefined],
  ['first', ([list]) => Array.isArray(list) ? list[0] as LateJson : typeof list === 'string' ? list.slice(0, 1) : undefined],
  ['last', ([list]) => Array.isArray(list) ? list[list.length - 1] as LateJson : typeof list === 'string' ? list.slice(-1) : undefined],
  ['length', ([value]) => Array.isArray(value) || typeof value === 'string' ? value.length : isTable(value) ? Object.keys(value).length : undefined],
  ['empty', ([value]) => value === null || value === '' ? true : Array.isArray(value) || typeof value === 'string' ? value.length === 0 : isTable(value) ? Object.keys(value).length === 0 : undefined],
  ['contains', ([within, what]) => isKnown(within) && isKnown(what) ? contains(within, what) : undefined],
  ['startswith', ([text, start]) => typeof text === 'string' && typeof start === 'string' ? text.toLowerCase().startsWith(start.toLowerCase()) : undefined],
  ['endswith', ([text, end]) => typeof text === 'string' && typeof end === 'string' ? text.toLowerCase().endsWith(end.toLowerCase()) : undefined],
  ['createarray', args => [...args]],
  ['array', ([value]) => Array.isArray(value) ? value as LateJson[] : isLate(value) || value === undefined ? undefined : [value]],
  ['createobject', args => objectOf(args)],
  ['coalesce', args => args.find((one, i) => one !== null && args.slice(0, i).every(before => before === null))],
  ['range', ([start, count]) => typeof start === 'number' && typeof count === 'number' && count >= 0 && count <= LONGEST ? Array.from({ length: count }, (_, i) => start + i) : undefined],
  ['int', ([value]) => typeof value === 'number' ? value : typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : undefined],
  ['bool', ([value]) => typeof value === 'boolean' ? value : typeof value === 'string' && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : typeof value === 'number' ? value !== 0 : undefined],
  ['true', () => true],
  ['false', () => false],
  ['null', () => null],
  ['add', args => counted(args, (a, b) => a + b)],
  ['sub', args => counted(args, (a, b) => a - b)],
  ['mul', args => counted(args, (a, b) => a * b)],
  ['not', ([value]) => typeof value === 'boolean' ? !value : undefined],
  ['and', args => args.includes(false) ? false : args.every(one => one === true) ? true : undefined],
  ['or', args => args.includes(true) ? true : args.every(one => one === false) ? false : undefined],
  ['equals', ([a, b]) => isKnown(a) && isKnown(b) ? JSON.stringify(a) === JSON.stringify(b) : undefined],
  ['greater', args => compared(args, (a, b) => a > b)],
  ['greaterorequals', args => compared(args, (a, b) => a >= b)],
  ['less', args => compared(args, (a, b) => a < b)],
  ['lessorequals', args => compared(args, (a, b) => a <= b)],
  ['subscription', () => ({ id: textOf(['/subscriptions/', SUBSCRIPTION]), subscriptionId: textOf([SUBSCRIPTION]) })],
  ['resourceid', args => resourceId(args, ['/subscriptions/', SUBSCRIPTION, '/resourceGroups/', GROUP])],
  ['subscriptionresourceid', args => resourceId(args, ['/subscriptions/', SUBSCRIPTION])],
  ['tenantresourceid', args => resourceId(args, [])],
]);

const SUBSCRIPTION: LatePart = { late: 'subscription().subscriptionId' };
const GROUP: LatePart = { late: 'resourceGroup().name' };

function isScalar(value: LateJson | undefined): value is string | number | boolean | Late {
  return isLate(value) || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Whether nothing of a value waits for the deployment. */
function isKnown(value: LateJson | undefined): value is LateJson {
  if (value === undefined || isLate(value)) return false;
  return typeof value !== 'object' || value === null || Object.values(value).every(isKnown);
}

function joined(args: readonly LateJson[]): LateJson | undefined {
  if (!args.every(isScalar)) return undefined;
  const parts = args.flatMap(arg => partsOf(arg) ?? []);
  return sizeOf(parts) > LONGEST ? late('a long text') : textOf(parts);
}

function sizeOf(parts: readonly (string | LatePart)[]): number {
  return parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);
}

/** `{0}` stands for an argument, `{{` for a brace; a format of a number, `{0:D2}`, is not worked out. */
function formatted(pattern: string, args: readonly LateJson[]): LateJson | undefined {
  const pieces = pattern.split(/(\{\{|\}\}|\{\d+(?:[,:][^}]*)?\})/).map((piece): LateJson | undefined => {
    if (piece === '{{' || piece === '}}') return piece[0];
    const [, index] = /^\{(\d+)/.exec(piece) ?? [];
    if (index === undefined) return piece;
    return /[,:]/.test(piece) ? late(`format '${piece}'`) : args[Number(index)];
  });
  return pieces.every(piece => piece !== undefined) ? joined(pieces) : undefined;
}

/** A change of every character by itself, of which what is unknown stays unknown. */
function changed(text: LateJson | undefined, change: (text: string) => string): Text | undefined {
  const parts = isLate(text) || typeof text === 'string' ? partsOf(text)! : undefined;
  return parts === undefined ? undefined : textOf(parts.map(part => typeof part === 'string' ? change(part) : part));
}

function known(text: LateJson | undefined, change: (text: string) => string): string | undefined {
  return typeof text === 'string' ? change(text) : undefined;
}

function contains(within: LateJson, what: LateJson): boolean | undefined {
  if (typeof within === 'string') return within.includes(String(what));
  if (Array.isArray(within)) return within.includes(what);
  return isTable(within) ? Object.keys(within).some(key => key.toLowerCase() === String(what).toLowerCase()) : undefined;
}

function objectOf(args: readonly LateJson[]): LateJson | undefined {
  const keys = args.filter((_, i) => i % 2 === 0);
  return keys.every(key => typeof key === 'string') ? Object.fromEntries(keys.map((key, i) => [key, args[2 * i + 1] ?? null])) : undefined;
}

function counted(args: readonly LateJson[], count: (a: number, b: number) => number): number | undefined {
  const [a, b] = args;
  return typeof a === 'number' && typeof b === 'number' ? count(a, b) : undefined;
}

function compared(args: readonly LateJson[], holds: (a: number | string, b: number | string) => boolean): boolean | undefined {
  const [a, b] = args;
  return (typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string') ? holds(a, b) : undefined;
}

/** The type stands before the names; a subscription and a group may stand before the type. */
function resourceId(args: readonly LateJson[], scope: readonly (string | LatePart)[]): LateJson | undefined {
  const at = args.findIndex(arg => typeof arg === 'string' && arg.includes('/'));
  const names = args.slice(at + 1);
  if (at < 0 || !names.every(isScalar)) return undefined;
  const [provider, ...types] = (args[at] as string).split('/');
  const segments = types.flatMap((type, i) => ['/', type, '/', ...partsOf(names[i] ?? late(type)) ?? []]);
  return textOf([...scope, '/providers/', provider, ...segments]);
}
