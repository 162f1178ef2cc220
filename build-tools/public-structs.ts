/* eslint-disable no-bitwise -- the flags of the compiler */
import * as path from 'node:path';
import * as ts from 'typescript';
import { ROOT } from './project';

/** A property of a struct by its name, with a question mark behind one that may be left out, and its kind as `src/private/properties.ts` reads it. */
export type Struct = Readonly<Record<string, string>>;

/** What a public call takes as an object of options. */
export interface OptionsParameter {
  /** The room whose public face has the call; the identities are `identity`. */
  readonly room: string;
  /** For example `DeployRole.constructor` or `GitHubRepository.of`. */
  readonly call: string;
  readonly struct: string;
}

export interface PublicStructs {
  /** The structs that the calls of a room take, nested ones included, by the name of the room. */
  readonly rooms: Readonly<Record<string, Readonly<Record<string, Struct>>>>;
  readonly parameters: readonly OptionsParameter[];
}

const SRC = path.join(ROOT, 'src');

/** Reads from the public types what every public constructor, static, method and function takes as an object of options. */
export function publicStructs(rooms: readonly string[]): PublicStructs {
  const files = rooms.map(room => path.join(SRC, room, 'index.ts'));
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const parameters: OptionsParameter[] = [];
  const structsOf: Record<string, Record<string, Struct>> = {};
  for (const [i, room] of rooms.entries()) {
    const found: Found = new Map();
    const faces = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(files[i])!)!);
    for (const { call, signature } of faces.flatMap(face => callsOf(checker, face))) {
      const taken = signature.getParameters().flatMap(parameter => collect(checker, checker.getTypeOfSymbol(parameter), found));
      parameters.push(...taken.map(struct => ({ room, call, struct })));
    }
    structsOf[room] = Object.fromEntries([...found].map(([name, { struct }]) => [name, struct] as const).sort(([a], [b]) => a < b ? -1 : 1));
  }
  return { rooms: structsOf, parameters };
}

interface Call {
  readonly call: string;
  readonly signature: ts.Signature;
}

/** What can be called of an exported name: a class with what it inherits from our own, a function, an object of functions. */
function callsOf(checker: ts.TypeChecker, face: ts.Symbol): Call[] {
  const symbol = face.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(face) : face;
  if (!(symbol.flags & ts.SymbolFlags.Value)) return [];
  const type = checker.getTypeOfSymbol(symbol);
  const methods = (owner: ts.Type, prefix: string) => checker.getPropertiesOfType(owner).filter(isPublicAndOurs).flatMap(member => {
    const signatures = checker.getTypeOfSymbol(member).getCallSignatures();
    return signatures.map(signature => ({ call: `${prefix}${member.name}`, signature }));
  });
  const constructed = type.getConstructSignatures().filter(({ declaration }) => declaration === undefined || isPublic(declaration));
  const isClass = (symbol.flags & ts.SymbolFlags.Class) !== 0;
  return [
    ...type.getCallSignatures().map(signature => ({ call: symbol.name, signature })),
    ...isClass ? constructed.map(signature => ({ call: `${symbol.name}.constructor`, signature })) : [],
    ...methods(type, `${symbol.name}.`),
    ...isClass ? methods(checker.getDeclaredTypeOfSymbol(symbol), `${symbol.name}#`) : [],
  ];
}

function isPublicAndOurs(symbol: ts.Symbol): boolean {
  return !symbol.name.startsWith('_') && (symbol.declarations ?? []).some(declaration => isOurs(declaration) && isPublic(declaration));
}

function isPublic(declaration: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) === 0;
}

function isOurs(declaration: ts.Declaration): boolean {
  return declaration.getSourceFile().fileName.startsWith(`${SRC}${path.sep}`.split(path.sep).join('/'));
}

type Found = Map<string, { readonly symbol: ts.Symbol; readonly struct: Struct }>;

/** The structs of ours within a type, which are added with all that they hold. */
function collect(checker: ts.TypeChecker, type: ts.Type, found: Found): string[] {
  const bare = checker.getNonNullableType(type);
  if (bare.isUnion()) return bare.types.flatMap(part => collect(checker, part, found));
  const item = itemOf(checker, bare);
  if (item !== undefined) return collect(checker, item, found);
  if (!isStruct(checker, bare)) return [];
  const { name } = bare.symbol;
  const same = found.get(name);
  if (same !== undefined && same.symbol !== bare.symbol) throw new Error(`two structs of one room are called ${name}: give one another name`);
  if (same === undefined) {
    found.set(name, { symbol: bare.symbol, struct: {} }); // before its properties, which may hold it again
    const members = checker.getPropertiesOfType(bare).map(property => ({ property, type: checker.getTypeOfSymbol(property) }));
    members.forEach(member => collect(checker, member.type, found));
    const struct = Object.fromEntries(members.map(({ property, type: of }) => [
      `${property.name}${property.flags & ts.SymbolFlags.Optional ? '?' : ''}`,
      kindOf(checker, of),
    ]));
    found.set(name, { symbol: bare.symbol, struct });
  }
  return [name];
}

/** Of a list or a map, what it is of. */
function itemOf(checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  if (checker.isArrayType(type) || checker.isTupleType(type)) return checker.getTypeArguments(type as ts.TypeReference)[0];
  return type.getProperties().length === 0 ? type.getStringIndexType() : undefined;
}

/** An interface of ours that holds data alone: no method, and no name of a behavioural one. */
function isStruct(checker: ts.TypeChecker, type: ts.Type): boolean {
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol === undefined || !(symbol.flags & ts.SymbolFlags.Interface) || /^I[A-Z]/.test(symbol.name)) return false;
  if (!(symbol.declarations ?? []).every(isOurs)) return false;
  const members = checker.getPropertiesOfType(type);
  return members.length > 0 && members.every(member => !(member.flags & ts.SymbolFlags.Method));
}

function kindOf(checker: ts.TypeChecker, type: ts.Type): string {
  const bare = checker.getNonNullableType(type);
  if (bare.flags & ts.TypeFlags.Any) return 'any';
  if (bare.flags & ts.TypeFlags.StringLike) return 'text';
  if (bare.flags & ts.TypeFlags.BooleanLike) return 'flag';
  if (bare.flags & ts.TypeFlags.NumberLike) return 'number';
  if (bare.isUnion()) return bare.types.every(part => part.flags & ts.TypeFlags.StringLike) ? 'text' : 'any'; // an enum of texts is a union
  const item = itemOf(checker, bare);
  if (item !== undefined) return `${kindOf(checker, item)}${checker.isArrayType(bare) ? '[]' : '{}'}`;
  return bare.symbol?.name ?? 'any';
}
