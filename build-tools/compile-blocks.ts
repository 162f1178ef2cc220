import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { Block, blocksOf, pages } from './markdown';
import { ROOT } from './project';

const FIXTURE = path.join(ROOT, 'rosetta', 'default.ts-fixture');
const PLACE = '/// here';

/** A block that does not compile: where it stands, and what is wrong. */
export interface Mistake {
  readonly place: string;
  readonly message: string;
}

/** Every block of the pages whose language is `ts`, on top of the fixture unless it says `nofixture`. */
export function typescriptBlocks(of: readonly string[] = pages()): Block[] {
  return of.flatMap(page => blocksOf(page)).filter(({ language }) => /^ts( |$)/.test(language));
}

/** Compiles blocks against the sources, each as a module of its own. */
export function mistakesIn(blocks: readonly Block[]): Mistake[] {
  const fixture = readFileSync(FIXTURE, 'utf8');
  const before = fixture.slice(0, fixture.indexOf(PLACE)).split('\n').length - 1;
  const texts = new Map(blocks.map((block, i) => {
    const own = block.language.includes('nofixture');
    const text = own ? `${block.text}\nexport {};\n` : `${fixture.replace(PLACE, () => block.text)}\nexport {};\n`;
    return [path.join(ROOT, 'test', `documentation-block-${i}.ts`), { block, text, offset: own ? 0 : before }];
  }));
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const compiler: ts.CompilerOptions = { ...options, noEmit: true, noUnusedLocals: false, noUnusedParameters: false, skipLibCheck: true };
  const host = ts.createCompilerHost(compiler);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = file => texts.get(path.normalize(file))?.text ?? readFile.call(host, file);
  host.fileExists = file => texts.has(path.normalize(file)) || fileExists.call(host, file);
  host.getSourceFile = (file, language, ...rest) => {
    const text = texts.get(path.normalize(file))?.text;
    return text === undefined ? getSourceFile.call(host, file, language, ...rest) : ts.createSourceFile(file, text, language);
  };
  const program = ts.createProgram([...texts.keys()], compiler, host);
  return [...texts].flatMap(([file, { block, offset }]) => {
    const source = program.getSourceFile(file)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(({ start = 0, messageText }) => ({
      place: `${block.page}:${block.line + 1 + source.getLineAndCharacterOfPosition(start).line - offset}`,
      message: ts.flattenDiagnosticMessageText(messageText, ' '),
    }));
  });
}
