import { Token } from 'cdktf';
import { fromTerraformLiteral, isTemplate, lateLiteral, optionalLiteral, terraformLiteral } from '../../src/terraform/literal';

test.each([
  ['plain', 'plain'],
  ['${x}', '$${x}'],
  ['%{if x}', '%%{if x}'],
  ['$${x}', '$$${x}'],
  ['$$$%{x}', '$$$%%{x}'],
  ['%${x}$%{y}', '%$${x}$%%{y}'],
  ['a$ {b} 100%', 'a$ {b} 100%'],
  ['"quotes" \\ and\nlines', '"quotes" \\ and\nlines'],
])('%j is written as %j and read back', (text, literal) => {
  expect(terraformLiteral(text)).toBe(literal);
  expect(fromTerraformLiteral(literal)).toBe(text);
  expect(isTemplate(literal)).toBe(false);
});

test('tokens are left alone, the text around them is not', () => {
  const token = Token.asString({ resolve: () => 'late' });

  expect(terraformLiteral(`\${a}${token}%{b}`)).toBe(`$\${a}${token}%%{b}`);
});

test.each(['${x}', 'a${x}b', '%{if x}', '$${a}${b}', '%%{a}${b}'])('%j is a template', literal => {
  expect(isTemplate(literal)).toBe(true);
});

test.each([
  ['${x}', '<x>'],
  ['a${x}b', 'a<x>b'],
  ['$${a}${ b }', '${a}<b>'],
  ['%%{a}${b}%', '%{a}<b>%'],
  ['${a}${b}', '<a><b>'],
  ['a%{if x}b', '<a%{if x}b>'],
  ['a${f({})}b', '<a${f({})}b>'],
])('of %j is known %j', (literal, known) => {
  expect(String(lateLiteral(literal))).toBe(known);
});

test('what was left out stays out', () => {
  expect([optionalLiteral(undefined), optionalLiteral('${x}')]).toEqual([undefined, '$${x}']);
});
