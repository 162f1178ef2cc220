/* eslint-disable no-bitwise -- the flags of the compiler */
import * as path from 'node:path';
import * as ts from 'typescript';
import { ROOT } from './project';

/** The public types of one room, asked for by name. */
export class Face {
  constructor(public readonly room: string, private readonly checker: ts.TypeChecker, private readonly exported: ReadonlyMap<string, ts.Symbol>) {}

  public get classes(): string[] {
    return [...this.exported].filter(([, symbol]) => symbol.flags & ts.SymbolFlags.Class).map(([name]) => name).sort();
  }

  public has(name: string): boolean {
    return this.exported.has(name);
  }

  /** `new aws.OidcProvider(scope, id, { issuer, audiences? })`: what has to be given, and of the rest what is asked for. */
  public construction(name: string, optional: readonly string[] = []): string | undefined {
    const signature = this.typeOf(name)?.getConstructSignatures()[0];
    return signature && `new ${this.room}.${name}(${this.parameters(signature, optional)})`;
  }

  /** `aws.OidcProvider.fromAccount(scope, id, { issuer, account? })`. */
  public call(name: string, member: string): string | undefined {
    const signature = this.staticOf(name, member)?.getCallSignatures()[0];
    return signature && `${this.room}.${name}.${member}(${this.parameters(signature)})`;
  }

  /** Names of the static calls of a class. */
  public calls(name: string): string[] {
    const type = this.typeOf(name);
    const own = type === undefined ? [] : this.checker.getPropertiesOfType(type).filter(isOurs);
    return own.filter(member => this.checker.getTypeOfSymbol(member).getCallSignatures().length > 0 && !member.name.startsWith('_')).map(({ name: member }) => member);
  }

  /** `DeployRole.audience`, or a call of an instance with its parameters. */
  public member(name: string, member: string): string | undefined {
    const symbol = this.instanceOf(name)?.getProperty(member);
    if (symbol === undefined) return undefined;
    const signature = this.checker.getTypeOfSymbol(symbol).getCallSignatures()[0];
    return `${name}.${member}${signature === undefined ? '' : `(${this.parameters(signature)})`}`;
  }

  /** `audience?`, of the options that a constructor takes. */
  public option(name: string, option: string): string | undefined {
    const signature = this.typeOf(name)?.getConstructSignatures()[0];
    const parameter = signature?.getParameters().at(-1);
    const symbol = parameter && this.checker.getNonNullableType(this.checker.getTypeOfSymbol(parameter)).getProperty(option);
    return symbol && `${option}${symbol.flags & ts.SymbolFlags.Optional ? '?' : ''}`;
  }

  private parameters(signature: ts.Signature, optional: readonly string[] = []): string {
    return signature.getParameters().map(parameter => {
      const declaration = parameter.valueDeclaration as ts.ParameterDeclaration;
      const mark = declaration.questionToken !== undefined || declaration.initializer !== undefined ? '?' : '';
      const struct = this.struct(this.checker.getNonNullableType(this.checker.getTypeOfSymbol(parameter)));
      if (declaration.dotDotDotToken !== undefined) return `...${parameter.name}`;
      return struct === undefined ? `${parameter.name}${mark}` : `${braces(struct, optional)}${mark}`;
    }).join(', ');
  }

  /** The properties of an interface of ours that holds data alone. */
  private struct(type: ts.Type): ts.Symbol[] | undefined {
    const symbol = type.symbol as ts.Symbol | undefined;
    if (symbol === undefined || !(symbol.flags & ts.SymbolFlags.Interface) || /^I[A-Z]/.test(symbol.name) || !isOurs(symbol)) return undefined;
    return this.checker.getPropertiesOfType(type);
  }

  private typeOf(name: string): ts.Type | undefined {
    const symbol = this.exported.get(name);
    return symbol && this.checker.getTypeOfSymbol(symbol);
  }

  private instanceOf(name: string): ts.Type | undefined {
    const symbol = this.exported.get(name);
    return symbol && this.checker.getDeclaredTypeOfSymbol(symbol);
  }

  private staticOf(name: string, member: string): ts.Type | undefined {
    const symbol = this.typeOf(name)?.getProperty(member);
    return symbol && this.checker.getTypeOfSymbol(symbol);
  }
}

const isOptional = (symbol: ts.Symbol) => (symbol.flags & ts.SymbolFlags.Optional) !== 0;

function braces(properties: readonly ts.Symbol[], optional: readonly string[]): string {
  const needed = properties.filter(one => !isOptional(one)).map(({ name }) => name);
  const rest = properties.filter(isOptional).map(({ name }) => name);
  const named = rest.filter(name => rest.length <= 3 || optional.includes(name)).map(name => `${name}?`);
  const left = rest.length > named.length ? ['…'] : [];
  return `{ ${[...needed, ...named, ...left].join(', ')} }`;
}

function isOurs(symbol: ts.Symbol): boolean {
  const src = `${path.join(ROOT, 'src')}${path.sep}`.split(path.sep).join('/');
  return (symbol.declarations ?? []).some(declaration => declaration.getSourceFile().fileName.startsWith(src));
}

/** The public types of rooms, by the name of the room. */
export function facesOf(rooms: readonly string[]): Map<string, Face> {
  const files = rooms.map(room => path.join(ROOT, 'src', room, 'index.ts'));
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  return new Map(rooms.map((room, i) => {
    const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(files[i])!)!);
    const named = symbols.map(symbol => [symbol.name, symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol] as const);
    return [room, new Face(room, checker, new Map(named))];
  }));
}
