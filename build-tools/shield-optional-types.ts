/**
 * Puts a `@ts-ignore` above whatever the emitted declarations import from an optional peer, so that they compile where that peer is not
 * installed. The source has none: there a misspelt name would turn into `any` unseen, which `checkBases` would find in the assembly.
 */
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { readAssembly } from './assembly';
import { filesBelow, optionalPeers, ROOT } from './project';

const SHIELD = '// @ts-ignore';
const LIB = path.join(ROOT, 'lib');
const peers = optionalPeers();

function peerOf(specifier: string): string | undefined {
  return peers.find(name => specifier === name || specifier.startsWith(`${name}/`));
}

/** The shield stands above the line of the module's name, which is where the compiler reports a missing module. */
function shielded(text: string): string {
  const lines = text.split('\n');
  const imports = ts.preProcessFile(text).importedFiles.filter(({ fileName }) => peerOf(fileName) !== undefined);
  const numbers = new Set(imports.map(({ pos }) => text.slice(0, pos).split('\n').length - 1));
  return lines.flatMap((line, i) => numbers.has(i) && lines[i - 1]?.trim() !== SHIELD ? [SHIELD, line] : [line]).join('\n');
}

/** Every base type of a peer that the declarations name, as a pair of the symbol that jsii knows and the peer's own type. */
function basesIn(file: string): { symbolId: string; peer: string; base: string }[] {
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf-8'), ts.ScriptTarget.Latest, true);
  const module = path.join('src', path.relative(LIB, file)).replace(/\.d\.ts$/, '');
  const imported = new Map<string, string>();
  for (const { importClause, moduleSpecifier } of source.statements.filter(ts.isImportDeclaration)) {
    const peer = peerOf((moduleSpecifier as ts.StringLiteral).text);
    const bindings = importClause?.namedBindings;
    if (!peer || !bindings) continue;
    const names = ts.isNamespaceImport(bindings) ? [bindings.name] : bindings.elements.map(element => element.name);
    for (const name of names) imported.set(name.text, peer);
  }
  return source.statements.flatMap(statement => {
    if (!(ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement)) || !statement.name) return [];
    const symbolId = `${module}:${statement.name.text}`;
    return (statement.heritageClauses ?? []).flatMap(clause => clause.types).flatMap(({ expression }) => {
      const words = expression.getText().split('.');
      const peer = imported.get(words[0]);
      return peer ? [{ symbolId, peer, base: words[words.length - 1] }] : [];
    });
  });
}

function checkBases(files: string[]): number {
  const types = new Map(Object.values(readAssembly().types).map(type => [type.symbolId, type]));
  const expected = files.flatMap(basesIn).filter(({ symbolId }) => types.has(symbolId));
  const lost = expected.filter(({ symbolId, peer, base }) => {
    const type = types.get(symbolId)!;
    return ![type.base, ...type.interfaces ?? []].some(fqn => fqn?.startsWith(`${peer}.`) && fqn.endsWith(`.${base}`));
  });
  if (lost.length > 0) throw new Error(`.jsii has lost base types: ${lost.map(({ symbolId, base }) => `${base} of ${symbolId}`).join(', ')}`);
  return expected.length;
}

const declarations = filesBelow(LIB, '.d.ts');
if (checkBases(declarations) === 0) throw new Error('no declaration extends a type of a peer: this check looks at the wrong files');
for (const file of declarations) {
  const text = fs.readFileSync(file, 'utf-8');
  const result = shielded(text);
  if (result !== text) fs.writeFileSync(file, result);
}
