const MARK = Symbol.for('cdk-federated-roles.Unreadable');

/** Input that cannot be read; the message is one clear line that names the file. */
export class Unreadable extends Error {
  public constructor(file: string, what: string, line?: number) {
    super(oneLine(`${file || '""'}${line === undefined ? '' : `:${line}`}: ${what}`));
    this.name = 'Unreadable';
    Object.defineProperty(this, MARK, { value: true });
  }
}

/** Recognised by its mark, not by its class: two copies of the package are common. */
export function isUnreadable(x: unknown): x is Unreadable {
  return typeof x === 'object' && x !== null && MARK in x;
}

/** Longer than a path with a message that says what to do. */
const LONGEST = 5_000;

/** A file may be named with a line feed, or hold one where a message quotes it. */
function oneLine(text: string): string {
  const visible = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
  return visible.length > LONGEST ? `${visible.slice(0, LONGEST)}…` : visible;
}

export const UNKNOWN_KIND = 'is of no kind that can be read: neither a template, a Terraform configuration, plan or state, a trust policy, nor the output of a cloud\'s command line';
