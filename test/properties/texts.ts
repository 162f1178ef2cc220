import * as fc from 'fast-check';

/** What would change the meaning of a trust if it got through as it is. */
const PIECES = [
  '*', '?', '${aws:username}', '${*}', '${?}', '${$}', '${', '}', '$', '$$', '{', '#{', '%{', '{{', '\n', '\r\n', '\t', '\u0000', '\u007f', '\u0085', '\u2028', '\u2029',
  '"', '\'', '","', '"],"', '\\', '\\"', '\\u002a', '`', '|', '&&', ':', '::', '%3A', '%3a', '%', '@', '@{', '/', '//', '..', '.', '.lock', '.git', '-', ' ', '\u00a0',
  '\u202e', '\u200f', '\u2066', '\u061c', '\u200b', '\u00ad', '\ufeff', '\ud800', '\udfff', '\ud83d\ude80', 'ü', 'ÿ', 'Ā',
  '${Token[TOKEN.1]}', '${TfToken[TOKEN.0]}', '#{Token[TOKEN.1]}', '${Token[', 'refs/heads/', 'refs/tags/', 'main', 'production', 'a', '1', '0', 'my-org/my-app',
  'repo:other/repo:ref:refs/heads/main', ':environment:production', ':ref:main', 'project_path:a/b:ref_type:branch:ref:main', 'x:sub', 'StringLike', '{"StringLike":{"x:sub":"*"}}',
  '__proto__', 'constructor', 'toString',
];

const HOSTILE = fc.array(fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 6 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
), { maxLength: 6 }).map(pieces => pieces.join(''));

/** Any text at all, those that matter more often than others. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 4, arbitrary: HOSTILE },
  { weight: 2, arbitrary: fc.stringMatching(/^[A-Za-z0-9_.$ {}%'"@&;!#,()<>|=+-]{1,40}$/) },
  { weight: 2, arbitrary: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,14}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[1-9][0-9]{0,21}$/) },
);
