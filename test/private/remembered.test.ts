import { remembered, rememberedOf } from '../../src/private/remembered';

function counted<K, T>(answerOf: (key: K) => T): { readonly asked: K[]; readonly answerOf: (key: K) => T } {
  const asked: K[] = [];
  return {
    asked,
    answerOf: key => {
      asked.push(key);
      return answerOf(key);
    },
  };
}

test.each([1, undefined, null, false])('the answer %p by a name is found once', answer => {
  const { asked, answerOf } = counted((_name: string) => answer);
  const ask = remembered(answerOf);

  expect([ask('a'), ask('a'), ask('b'), ask('a')]).toEqual([answer, answer, answer, answer]);
  expect(asked).toEqual(['a', 'b']);
});

test('no more names are kept than are allowed', () => {
  const { asked, answerOf } = counted((name: string) => name.length);
  const ask = remembered(answerOf, 2);

  expect(['a', 'bb', 'a', 'ccc', 'ccc', 'a'].map(ask)).toEqual([1, 2, 1, 3, 3, 1]);
  expect(asked).toEqual(['a', 'bb', 'ccc', 'a']);
});

test.each([1, undefined])('the answer %p about an object is found once, and of an equal one anew', answer => {
  const { asked, answerOf } = counted((_object: object) => answer);
  const ask = rememberedOf(answerOf);
  const [one, equal] = [{}, {}];

  expect([ask(one), ask(one), ask(equal)]).toEqual([answer, answer, answer]);
  expect(asked).toHaveLength(2);
});
