import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/**
 * What a caller can hand to the public classes of a folder, read from its sources: `Class.method(parameter)`, and for options also `Class.method(parameter.option)`.
 *
 * Left out is what is not public: private, protected, and by its name (`_parts`).
 */
export function publicInputs(folder: string): string[] {
  const files = readdirSync(folder).filter(file => file.endsWith('.ts')).map(file => ts.createSourceFile(file, readFileSync(join(folder, file), 'utf8'), ts.ScriptTarget.Latest, true));
  const statements = files.flatMap(file => [...file.statements]).filter(isExported);
  const options = new Map(statements.filter(ts.isInterfaceDeclaration).map(({ name, members }) => [name.text, members.map(member => member.name!.getText())]));
  return statements.filter(ts.isClassDeclaration).flatMap(declaration => declaration.members.filter(isPublicMethod).flatMap(method => {
    const call = `${declaration.name!.text}.${method.name.getText()}`;
    return method.parameters.flatMap(({ name, type }) => {
      const members = options.get(type?.getText() ?? '') ?? [];
      return [`${call}(${name.getText()})`, ...members.map(member => `${call}(${name.getText()}.${member})`)];
    });
  }));
}

function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function isPublicMethod(member: ts.ClassElement): member is ts.MethodDeclaration {
  if (!ts.isMethodDeclaration(member) || member.name.getText().startsWith('_')) return false;
  return !(ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword);
}
