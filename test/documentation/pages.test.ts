import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { anchorsOf, blocksOf, pages, proseOf } from '../../build-tools/markdown';
import { ROOT } from '../../build-tools/project';
import * as library from '../../src';
import * as azure from '../../src/azure';
import * as google from '../../src/google';
import * as terraform from '../../src/terraform';
import * as vault from '../../src/vault';
import { source, sourceFiles } from '../contract/source-files';

const PAGES = pages();
/** What stays out of the package, and may be named in it by an address alone. */
const NOT_SHIPPED = ['CONTRIBUTING.md', 'TESTING.md', 'conformance', 'docs/adr', 'docs/mutation.md'];
const isShipped = (file: string) => !NOT_SHIPPED.some(one => file === one || file.startsWith(`${one}/`));
const ADDRESS = 'https://github.com/cdk-federated-roles/cdk-federated-roles/';

interface Link {
  readonly page: string;
  readonly target: string;
}

const linksOf = (page: string): Link[] => [...proseOf(page).replace(/`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => ({ page, target }));
const inlineCode = (page: string) => [...proseOf(page).matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);

describe('links', () => {
  test.each(PAGES)('of %s lead to what is there', page => {
    const broken = linksOf(page).filter(({ target }) => !target.includes('://')).filter(({ target }) => {
      const [path, anchor] = target.split('#');
      const file = path === '' ? page : normalize(join(dirname(page), path));
      if (!existsSync(join(ROOT, file))) return true;
      if (anchor === undefined || /^L\d+$/.test(anchor)) return false;
      return !(file.endsWith('.md') && anchorsOf(file).has(anchor));
    });
    expect(broken.map(({ target }) => target)).toEqual([]);
  });

  test('of a page that travels in the package lead to what travels with it', () => {
    const outside = PAGES.filter(isShipped).flatMap(linksOf).filter(({ target }) => !target.includes('://') && !target.startsWith('#'))
      .map(({ page, target }) => ({ page, file: normalize(join(dirname(page), target.split('#')[0])) }))
      .filter(({ file }) => !isShipped(file) || file.startsWith('..') || /^(src|test|build-tools|bench)\//.test(file));
    expect(outside).toEqual([]);
  });

  test('to the project by its address lead to what is there', () => {
    const named = PAGES.flatMap(linksOf).filter(({ target }) => target.startsWith(`${ADDRESS}blob/`) || target.startsWith(`${ADDRESS}tree/`));
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter(({ target }) => !existsSync(join(ROOT, target.slice(ADDRESS.length).split('/').slice(2).join('/').split('#')[0])))).toEqual([]);
  });

  test('the package holds what its pages link to', () => {
    const ignored = readFileSync(join(ROOT, '.npmignore'), 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(NOT_SHIPPED.map(one => `/${one}`)));
    expect(ignored.filter(line => ['/docs', '/docs/', '/examples', '/examples/', '*.md'].includes(line))).toEqual([]);
  });

  test('every page of docs is reached from the README', () => {
    const seen = new Set(['README.md']);
    for (const page of seen) {
      for (const { target } of page.endsWith('.md') ? linksOf(page) : []) {
        if (target.includes('://') || target.startsWith('#')) continue;
        const file = relative('', normalize(join(dirname(page), target.split('#')[0])));
        const index = join(file, 'README.md');
        seen.add(existsSync(join(ROOT, file)) && statSync(join(ROOT, file)).isDirectory() && existsSync(join(ROOT, index)) ? index : file);
      }
    }
    expect(PAGES.filter(page => page.startsWith('docs/') && isShipped(page) && !seen.has(page))).toEqual([]);
  });
});

describe('what a page names', () => {
  const ROOMS: Readonly<Record<string, object>> = { aws: library.aws, azure, google, terraform, vault, verify: library.verify };
  const SOURCES = sourceFiles().map(source).join('\n');
  /** What the sources declare: properties of options, which no object shows at run time, and the interfaces that have them. */
  const PROPERTIES = new Set([...SOURCES.matchAll(/(?:readonly|static|get|public)\s+(?:readonly\s+)?(\w+)\??\s*[(:=]/g)].map(([, name]) => name));
  const INTERFACES = new Set([...SOURCES.matchAll(/export (?:interface|type) (\w+)/g)].map(([, name]) => name));

  /** Classes of the library: by their room, or by their bare name on a page that speaks of one room alone. */
  function faceOf(names: readonly string[]): { readonly face: any; readonly rest: readonly string[] } {
    const [first, second] = names;
    if (first in ROOMS) return { face: (ROOMS[first] as any)[second], rest: names.slice(2) };
    return { face: [library, ...Object.values(ROOMS)].map(room => (room as any)[first]).find(face => face !== undefined), rest: names.slice(1) };
  }

  function exists(names: readonly string[]): boolean {
    if (names.some(name => INTERFACES.has(name))) return true;
    const { face, rest: [member] } = faceOf(names);
    return face !== undefined && (member === undefined || member in face || member in (face.prototype ?? {}) || PROPERTIES.has(member));
  }

  /** A class or a member of one, where a text between backticks begins so. */
  function pathIn(code: string): string[] {
    const [, path] = /^(?:new )?((?:(?:aws|azure|google|terraform|vault|verify)\.[A-Z]|GitHub[A-Z]|GitLab[A-Z]|Workload\b|Errors\.|Issuer\b)[\w.]*)/.exec(code) ?? [];
    return path === undefined || path === 'GitHubActions' ? [] : [path.replace(/\.$/, '')]; // a name of a role that AWS refuses
  }

  test.each(PAGES.filter(page => page !== 'CHANGELOG.md' && !page.startsWith('docs/adr')))('the classes and members of %s exist', page => {
    expect(inlineCode(page).flatMap(pathIn).filter(path => !exists(path.split('.')))).toEqual([]);
  });

  test('enough of them are looked at', () => {
    expect(PAGES.flatMap(inlineCode).flatMap(pathIn).length).toBeGreaterThan(100);
  });

  test.each(PAGES.filter(page => page !== 'CHANGELOG.md'))('the codes of %s exist', page => {
    const codes = inlineCode(page).filter(code => /^[A-Z]+(_[A-Z]+)+$/.test(code));
    expect(codes.filter(code => !new RegExp(`\\b${code}\\b`).test(SOURCES) && !OF_OTHERS.includes(code))).toEqual([]);
  });

  /** Names in capitals that others have given. */
  const OF_OTHERS = ['CI_JOB_JWT', 'FORCE_COLOR', 'NO_COLOR', 'PROPERTY_RUNS'];
});

describe('commands', () => {
  const lines = PAGES.flatMap(page => [
    ...blocksOf(page).filter(({ language }) => ['', 'sh', 'yaml', 'text', 'bash'].includes(language)).flatMap(({ text }) => text.split('\n')),
    ...inlineCode(page),
  ].map(text => ({ page, text })));
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

  test('every script of npm that a page names exists', () => {
    const named = lines.flatMap(({ page, text }) => [...text.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script]) => ({ page, script })));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ script }) => !(script in scripts))).toEqual([]);
  });

  test('every file of the project that a command names exists', () => {
    const named = lines.flatMap(({ page, text }) => [...text.matchAll(/\b(?:tsx|bash|node) ((?:build-tools|bench|conformance|examples|test|\.ci)\/[\w./-]+)/g)].map(([, file]) => ({ page, file })));
    expect(named.filter(({ file }) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
