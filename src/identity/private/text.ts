import * as errors from './errors';
import type { Problem } from '../../private/problem';
import { holdsTemplate, holdsToken, isToken } from '../../private/tokens';
import type { WideTrustOptions } from '../wide';

/** Control, line and paragraph separators, lone surrogates, and the marks that reorder what a reader sees. */
// eslint-disable-next-line no-control-regex, no-misleading-character-class -- these are the characters to refuse
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

interface TextRule {
  readonly what: string;
  readonly max?: number;
}

/** An identity is literal: no token of a framework, in whatever encoding, and nothing that Terraform evaluates. */
export function tokenProblem(value: unknown, what: string): Problem | undefined {
  if (holdsToken(value)) return errors.frameworkToken(what, value);
  return holdsTemplate(value) ? errors.terraformTemplate(what, value) : undefined;
}

/** The same of each option by its name; a token may also stand in place of all of them. */
export function optionTokens(options: unknown): Problem[] {
  const isTable = typeof options === 'object' && options !== null && !isToken(options);
  const values: [string, unknown][] = isTable ? Object.entries(options) : [['options', options]];
  return values.map(([name, value]) => tokenProblem(value, name)).filter(found => found !== undefined);
}

/** What every literal of an identity has to obey before its own rule is looked at. */
export function textProblem(value: unknown, rule: TextRule): Problem | undefined {
  const token = tokenProblem(value, rule.what);
  if (token !== undefined) return token;
  if (typeof value !== 'string') return errors.notText(rule.what, value);
  if (value === '') return errors.empty(rule.what);
  if (UNPRINTABLE.test(value)) return errors.controlCharacter(rule.what, value);
  if (/[*?]/.test(value)) return errors.wildcard(rule.what, value);
  if (rule.max !== undefined && [...value].length > rule.max) return errors.tooLong(rule.what, value, rule.max);
  return undefined;
}

export function idProblem(value: unknown, what: string): Problem | undefined {
  const token = tokenProblem(value, what);
  if (token !== undefined) return token;
  return typeof value === 'string' && /^[1-9][0-9]{0,19}$/.test(value) ? undefined : errors.invalidId(what, value);
}

/** The reason among the options of a call that trusts more than one exact subject. */
export function reasonProblem(options: unknown, api: string): Problem | undefined {
  const [token] = optionTokens(options);
  if (token !== undefined) return token;
  const reason = (options as WideTrustOptions | null | undefined)?.reason as unknown;
  return typeof reason !== 'string' || !/[\p{L}\p{N}]/u.test(reason) ? errors.reasonMissing(api) : undefined;
}

export function dateProblem(value: unknown, what: string): Problem | undefined {
  const token = tokenProblem(value, what);
  if (token !== undefined) return token;
  const time = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN;
  const real = !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === value;
  return real ? undefined : errors.invalidDate(what, value);
}
