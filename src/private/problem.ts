import { shortened } from './shortened';

/**
 * A mistake as its reader meets it: what is wrong with which value, and the way out.
 */
export interface Problem {
  readonly code: string;
  readonly text: string;
}

/** `code` is part of the text because only the text reaches other languages. */
export function problem(code: string, what: string, remedy: string): Problem {
  return { code, text: `${what}: ${remedy} [${code}]` };
}

const MARK = Symbol.for('cdk-federated-roles.TrustError');

/** Recognised by its mark, not by its class: two copies of the package are common. */
export class TrustError extends Error {
  public readonly code: string;

  constructor(problems: readonly Problem[], path?: string) {
    super(problems.map(p => p.text).join('\n') + (path ? `\n  at ${path}` : ''));
    this.name = 'TrustError';
    this.code = problems[0].code;
    Object.defineProperty(this, MARK, { value: true });
  }
}

export function isTrustError(x: unknown): x is TrustError {
  return typeof x === 'object' && x !== null && MARK in x;
}

/** Throws one error that lists all problems; does nothing when there is none. */
export function refuse(problems: Problem | undefined | readonly (Problem | undefined)[], path?: string): void {
  const found = (Array.isArray(problems) ? problems : [problems]).filter((p): p is Problem => p !== undefined);
  if (found.length > 0) throw new TrustError(found, path);
}

/** For the end of a path on which nothing else is left to do. */
export function fail(found: Problem, path?: string): never {
  throw new TrustError([found], path);
}

const LONGEST_SHOWN = 120;

function written(value: unknown): string {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch { // a big integer, a circle: whatever a caller without types may pass
    return typeof value === 'bigint' ? String(value) : Object.prototype.toString.call(value);
  }
}

/** The offending value, quoted; escapes make every character visible. */
export function show(value: unknown): string {
  return shortened(visible(value), LONGEST_SHOWN);
}

/** More than this no trust of any cloud could hold of one value. */
const LONGEST_COPIED = 2_048;

/** A value that the reader has to copy: quoted, and never cut where it could stand in a trust. */
export function whole(value: unknown): string {
  return shortened(visible(value), LONGEST_COPIED);
}

function visible(value: unknown): string {
  return written(value).replace(/[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What was passed in place of something of another kind: an object by the name of its class, since its members say nothing. */
export function showKind(value: unknown): string {
  return show(typeof value === 'object' && value !== null && !Array.isArray(value) ? value.constructor?.name : value);
}
