import * as errors from './errors';
import { Problem } from '../../private/problem';

/** Tokens of either framework, recognised by syntax because identity loads no framework. */
const FRAMEWORK_TOKEN = /[$#&]\{(Token|TfToken)\[[\w:.-]*\]\}/;

/** Control, line and paragraph separators, lone surrogates, and the marks that reorder what a reader sees. */
// eslint-disable-next-line no-control-regex, no-misleading-character-class -- these are the characters to refuse
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

interface TextRule {
  readonly what: string;
  readonly max?: number;
}

/** What every literal of an identity has to obey before its own rule is looked at. */
export function textProblem(value: unknown, rule: TextRule): Problem | undefined {
  if (typeof value !== 'string') return errors.notText(rule.what, value);
  if (value === '') return errors.empty(rule.what);
  if (FRAMEWORK_TOKEN.test(value)) return errors.frameworkToken(rule.what, value);
  if (UNPRINTABLE.test(value)) return errors.controlCharacter(rule.what, value);
  if (/[*?]/.test(value)) return errors.wildcard(rule.what, value);
  if (rule.max !== undefined && [...value].length > rule.max) return errors.tooLong(rule.what, value, rule.max);
  return undefined;
}

export function idProblem(value: unknown, what: string): Problem | undefined {
  if (typeof value !== 'string') return errors.invalidId(what, value);
  if (FRAMEWORK_TOKEN.test(value)) return errors.frameworkToken(what, value);
  return /^[1-9][0-9]{0,19}$/.test(value) ? undefined : errors.invalidId(what, value);
}

export function reasonProblem(reason: unknown, api: string): Problem | undefined {
  if (typeof reason !== 'string' || !/[\p{L}\p{N}]/u.test(reason)) return errors.reasonMissing(api);
  return FRAMEWORK_TOKEN.test(reason) ? errors.frameworkToken('reason', reason) : undefined;
}

export function dateProblem(value: string, what: string): Problem | undefined {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : NaN;
  const real = !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
  return real ? undefined : errors.invalidDate(what, value);
}
