import { GitHubIssuer, GitLabIssuer, Issuer } from '../../src/identity';
import { boxesOf, namesNobody } from '../../src/identity/private/boxes';
import { BareWorkload } from '../support/bare-workload';

interface Said {
  readonly issuer?: Issuer;
  readonly exact?: string[];
  readonly beginnings?: string[];
  readonly claims?: Record<string, string[]>;
}

const workload = ({ issuer = GitHubIssuer.GITHUB_COM, exact = [], beginnings = [], claims = {} }: Said) => new BareWorkload(issuer, {
  subjects: [...exact.map(text => ({ text, prefix: false })), ...beginnings.map(text => ({ text, prefix: true }))], claims,
});
const boxes = (...said: Said[]) => boxesOf(said.map(workload)).map(({ prefix, values }) => ({ ...prefix ? { prefix } : {}, ...values }));
const cell = (sub: string, ref: string): Said => ({ exact: [sub], claims: { ref: [ref] } });

describe('the boxes of one workload', () => {
  test.each<[string, Said, unknown[]]>([
    ['its exact subjects with its claims', { exact: ['a', 'b'], claims: { ref: ['x'] } }, [{ sub: ['a', 'b'], ref: ['x'] }]],
    ['its beginnings', { beginnings: ['a', 'b'] }, [{ prefix: true, sub: ['a', 'b'] }]],
    ['one for each kind of subject', { exact: ['a'], beginnings: ['b'], claims: { ref: ['x'] } }, [{ sub: ['a'], ref: ['x'] }, { prefix: true, sub: ['b'], ref: ['x'] }]],
    ['its claims alone where it has no subject', { claims: { ref: ['x'] } }, [{ ref: ['x'] }]],
  ])('are %s', (_name, said, expected) => {
    expect(boxes(said)).toEqual(expected);
  });

  test('are of its issuer', () => {
    const issuer = GitLabIssuer.GITLAB_COM;
    for (const box of boxesOf([workload({ issuer, exact: ['a'], beginnings: ['b'] }), workload({ issuer, claims: { ref: ['x'] } })])) expect(box.issuer).toBe(issuer);
  });
});

describe('two workloads share a box', () => {
  test.each<[string, Said[], unknown[]]>([
    ['if only their subjects differ', [{ exact: ['a'] }, { exact: ['b'] }], [{ sub: ['a', 'b'] }]],
    ['if only the beginnings of their subjects differ', [{ beginnings: ['a'] }, { beginnings: ['b'] }], [{ prefix: true, sub: ['a', 'b'] }]],
    ['if only one claim differs', [cell('a', 'x'), cell('a', 'y')], [{ sub: ['a'], ref: ['x', 'y'] }]],
    ['if only one claim differs and there is no subject', [{ claims: { ref: ['x'], actor: ['a'] } }, { claims: { ref: ['y'], actor: ['a'] } }], [{ ref: ['x', 'y'], actor: ['a'] }]],
    ['if they are the same', [cell('a', 'x'), cell('a', 'x')], [{ sub: ['a'], ref: ['x'] }]],
    ['if they are the same without a subject', [{ claims: { ref: ['x', 'y'] } }, { claims: { ref: ['y', 'x'] } }], [{ ref: ['x', 'y'] }]],
    ['if one holds some values of the other', [{ exact: ['a', 'b'] }, { exact: ['b'] }], [{ sub: ['a', 'b'] }]],
  ])('%s', (_name, said, expected) => {
    expect(boxes(...said)).toEqual(expected);
  });
});

describe('two workloads keep a box each', () => {
  test.each<[string, Said[]]>([
    ['if subject and claim differ, which would admit a job of neither', [cell('a', 'x'), cell('b', 'y')]],
    ['if one holds fewer subjects and fewer refs, as many of each as the other has of the other', [{ exact: ['a', 'b'], claims: { ref: ['x'] } }, { exact: ['a'], claims: { ref: ['x', 'y'] } }]],
    ['if one tests another claim', [{ exact: ['a'], claims: { ref: ['x'] } }, { exact: ['a'], claims: { actor: ['x'] } }]],
    ['if one tests a claim more', [{ exact: ['a'] }, cell('a', 'x')]],
    ['if one tests a claim less', [cell('a', 'x'), { exact: ['a'] }]],
    ['if one has no subject', [{ claims: { ref: ['x'] } }, cell('a', 'x')]],
    ['if one names the beginning of subjects', [{ exact: ['a'] }, { beginnings: ['a'] }]],
    ['if they are of two issuers', [{ exact: ['a'] }, { issuer: GitLabIssuer.GITLAB_COM, exact: ['a'] }]],
  ])('%s', (_name, said) => {
    expect(boxes(...said)).toHaveLength(2);
    expect(boxes(...[...said].reverse())).toHaveLength(2);
  });
});

describe('several workloads', () => {
  test('become one where a box that has grown fits with another', () => {
    expect(boxes(cell('a', 'x'), cell('b', 'y'), cell('b', 'x'), cell('a', 'y'))).toEqual([{ sub: expect.arrayContaining(['a', 'b']), ref: expect.arrayContaining(['x', 'y']) }]);
  });

  test('stand where the first of those stood that share a box', () => {
    const [first, second] = boxes({ exact: ['a'] }, { exact: ['c'], claims: { ref: ['x'] } }, { exact: ['b'] });
    expect([first, second]).toEqual([{ sub: ['a', 'b'] }, { sub: ['c'], ref: ['x'] }]);
  });

  test('are never together more than each by itself', () => {
    const cells = ['a', 'b', 'c'].flatMap(sub => ['x', 'y', 'z'].map(ref => [sub, ref] as const));
    for (let chosen = 1; chosen < 2 ** cells.length; chosen += 7) {
      const some = cells.filter((_cell, i) => Math.floor(chosen / 2 ** i) % 2 === 1);
      const admitted = boxes(...some.map(([sub, ref]) => cell(sub, ref))).flatMap(box => (box as any).sub.flatMap((sub: string) => (box as any).ref.map((ref: string) => `${sub}${ref}`)));
      expect([...new Set(admitted)].sort()).toEqual(some.map(([sub, ref]) => `${sub}${ref}`).sort());
    }
  });
});

test.each<[string, Said, boolean]>([
  ['neither subject nor claim', {}, true], ['a subject', { exact: ['a'] }, false], ['a beginning', { beginnings: ['a'] }, false], ['a claim', { claims: { ref: ['x'] } }, false], ['both', cell('a', 'x'), false],
])('a workload with %s names nobody: %s', (_name, said, nobody) => {
  expect(namesNobody(workload(said))).toBe(nobody);
});
