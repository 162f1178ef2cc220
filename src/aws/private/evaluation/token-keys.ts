import { piecesOf } from './pattern';
import { compilePolicy } from './policy';
import type { Statement } from './statement';
import type { Text } from '../../../private/late';
import { anySubject, TokenKeys } from '../../../private/token-keys';
import type { NativeTrust } from '../../policy';

/** No issuer has this name, so that whoever trusts it trusts any. */
const NOBODY = 'nobody.invalid';

/** Whose tokens a trust policy could admit. */
export function tokenKeysOf(trust: NativeTrust): readonly TokenKeys[] {
  const { fixed, allows } = compilePolicy(trust, NOBODY);
  if (fixed !== undefined) return fixed.outcome === 'reject' ? [] : [anySubject()];
  if (allows.some(({ meant }) => meant !== 'no') || allows.some(({ principals }) => principals.late.length > 0)) return [anySubject()];
  const issuers = [...new Set(allows.flatMap(({ principals }) => principals.named))];
  return issuers.flatMap(issuer => {
    const keys = compilePolicy(trust, issuer).allows.filter(({ meant }) => meant !== 'no').map(statement => ({ ...subjectsOf(statement), issuer: `https://${issuer}` }));
    return issuer === 'accounts.google.com' ? [...keys, ...keys.map(key => ({ ...key, issuer }))] : keys;
  });
}

/** The narrowest test of the subject that each token has to pass. */
function subjectsOf({ conditions }: Statement): TokenKeys {
  const tests = conditions.filter(({ key, positive }) => key.kind === 'token' && key.claim === 'sub' && positive);
  const exact = tests.find(({ operator, values }) => /^stringequals$/i.test(operator) && values.every(value => typeof value === 'string' && !hasVariable(value)));
  if (exact !== undefined) return { subjects: exact.values.flatMap(value => [String(value), unescaped(String(value))]), prefixes: [] };
  const pattern = tests.find(({ operator }) => /^string(equals|like)$/i.test(operator));
  return pattern === undefined ? anySubject() : { subjects: [], prefixes: pattern.values.map(beginning) };
}

function hasVariable(value: string): boolean {
  return piecesOf(value, { variables: true, wildcards: false }).some(piece => typeof piece !== 'string');
}

/** In a policy of the old version `${$}` is four characters: then the text is looked up as it is written. */
function unescaped(value: string): string {
  return piecesOf(value, { variables: true, wildcards: false }).join('');
}

/** Up to whatever may stand for something else. */
function beginning(value: Text): string {
  const [first] = typeof value === 'string' ? [value] : value.parts;
  return typeof first === 'string' ? first.split(/\$\{|[*?]/)[0] : '';
}
