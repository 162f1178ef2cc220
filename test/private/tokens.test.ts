import { dirname, join } from 'node:path';
import * as tfEncoding from 'cdktf/lib/tokens/private/encoding';
import * as fc from 'fast-check';
import { GitHubIssuer, GitHubRepository } from '../../src/identity';
import { holdsTemplate, holdsToken, isToken, literalParts, splitTokens } from '../../src/private/tokens';
import { everyToken } from '../support/tokens';

/** The encoder of AWS CDK, which its package does not export. */
const awsEncoding: { readonly TokenString: typeof tfEncoding.TokenString; createTokenDouble(index: number): number }
  = jest.requireActual(join(dirname(require.resolve('aws-cdk-lib/package.json')), 'core/lib/private/encoding.js'));

const TOKENS = everyToken().filter(({ value }) => !holdsTemplate(value));

test.each(TOKENS)('$name is recognised, alone and within other things', ({ value, inText }) => {
  expect(holdsToken(value)).toBe(true);
  expect(holdsToken(['main', value])).toBe(true);
  expect(holdsToken({ a: { b: value } })).toBe(true);
  if (inText !== undefined) expect(holdsToken(`pr-${inText}/x`)).toBe(true);
});

test.each(TOKENS.filter(({ inText }) => inText !== undefined))('$name leaves what stands beside it in a text', ({ inText }) => {
  const text = `*pr-"${inText}/x`;

  expect(splitTokens(text).map(part => part.text).join('')).toBe(text);
  const literal = literalParts(text);
  expect(literal[0].startsWith('*pr-"')).toBe(true);
  expect(literal[literal.length - 1].endsWith('/x')).toBe(true);
  expect(literal.some(holdsToken)).toBe(false);
});

/** By index, as the frameworks count their tokens. */
const INDEX = fc.oneof(fc.nat(100_000), fc.maxSafeNat().map(n => n % 2 ** 48));

test('a number token of either framework is recognised whatever its index, as a number and in a text', () => {
  fc.assert(fc.property(INDEX, index => {
    for (const number of [awsEncoding.createTokenDouble(index), tfEncoding.createTokenDouble(index, false), tfEncoding.createTokenDouble(index, true)]) {
      for (const text of [`${number}`, JSON.stringify({ number }), number.toFixed(2), number.toPrecision(1), number.toPrecision(17), number.toExponential(), number.toExponential(3)]) {
        if (!holdsToken(text)) throw new Error(text);
      }
      expect([holdsToken(number), isToken(number), holdsToken(`pr-${number}`), literalParts(`pr-${number}x`)]).toEqual([true, true, true, ['pr-', 'x']]);
    }
  }));
});

test('what the frameworks recognise in a text is recognised', () => {
  const piece = fc.constantFrom('${Token[', '${TfToken[', '#{Token[', '#{TfToken[', '&{TfToken[', 'TOKEN.1', 'a:b_c-d', ']}', '-1.8881545897087503e+289', '-', '1.88', 'e+289', ' ', 'x');
  fc.assert(fc.property(fc.array(piece, { maxLength: 8 }).map(pieces => pieces.join('')), text => {
    const recognised = awsEncoding.TokenString.forString(text).test() || awsEncoding.TokenString.forListToken(text).test()
      || tfEncoding.TokenString.forString(text).test() || tfEncoding.TokenString.forListToken(text).test() || tfEncoding.TokenString.forMapToken(text).test();
    if (recognised) expect([text, holdsToken(text), splitTokens(text).some(part => part.isToken)]).toEqual([text, true, true]);
    expect(splitTokens(text).map(part => part.text).join('')).toBe(text);
  }), { numRuns: 2000 });
});

test.each<[string, unknown]>([
  ['a text', 'main'], ['an empty text', ''], ['a number', 17], ['a negative number', -17], ['zero', -0], ['a large number', -1.5e289], ['infinity', -Infinity], ['no number', NaN],
  ['a token without its sign', Math.abs(awsEncoding.createTokenDouble(1))], ['what a number begins with', Number.parseInt(`${awsEncoding.createTokenDouble(1)}`, 10)],
  ['braces', '${Token}'], ['parentheses', '${Token(x}'], ['a reference of Terraform', '${var.x}'], ['an expression of GitHub', '${{ vars.X }}'], ['a number in a text', 'v-1.8e+28'],
  ['nothing', undefined], ['null', null], ['a truth value', true], ['a list', ['main']], ['a table', { a: { b: ['c'] } }],
  ['an identity', GitHubRepository.of('my-org/my-app').branch('main')], ['an issuer', GitHubIssuer.GITHUB_COM],
])('%s is no token and holds none', (_name, value) => {
  expect([holdsToken(value), isToken(value)]).toEqual([false, false]);
  if (typeof value === 'string' && value !== '') expect(literalParts(value)).toEqual([value]);
});

test('what holds itself is looked at once', () => {
  const circle: Record<string, unknown> = { a: 'b' };
  circle.self = [circle];
  expect(holdsToken(circle)).toBe(false);
});

test.each(['${Token[TOKEN.1', 'x${TfToken[TO', '${token[aws.accountid.4]}'])('what is left of a token, %j, is no literal text', text => {
  expect(holdsToken(text)).toBe(true);
});

test.each(TOKENS.filter(({ value, inText }) => typeof value !== 'string' && !(Array.isArray(value) && value.length > 1 && inText !== undefined)))('$name is a token as a whole', ({ value }) => {
  expect(isToken(value)).toBe(true);
});

test.each<[unknown, boolean]>([
  ['${Token[A.1]}', true], ['${Token[A.1]}${TfToken[B.2]}', true], ['-${Token[A.1]}', false], [['#{Token[A.1]}'], true], [['#{Token[A.1]}', 'b'], false], [['${Token[A.1]}'], false],
  [{ a: '${Token[A.1]}' }, false], [{ '&{TfToken[A.1]}': 'x' }, true],
])('%j as a whole: %j', (value, whole) => {
  expect(isToken(value)).toBe(whole);
});

test.each<[string, boolean]>([
  ['${var.x}', true], ['a-${ local.x }', true], ['${aws_iam_role.x.arn}', true], ['${data["a"]}', true], ['${upper(x)}', true], ['%{ if x }', true], ['%{~ for x in y ~}', true], ['%{ endif }', true], ['%{else~}', true],
  ['$${var.x}', false], ['%%{ if x }', false], ['${x}', false], ['${aws:username}', false], ['${{ vars.X }}', false], ['%{x}', false], ['%{if}', false], ['${aws.x}', false], ['${Token(x}', false], ['${x["a"]}', false], ['${', false], ['${}', false],
])('%j is evaluated by Terraform: %j', (text, evaluated) => {
  expect([holdsTemplate(text), holdsTemplate(['main', text])]).toEqual([evaluated, evaluated]);
});
