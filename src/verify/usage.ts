const MARK = Symbol.for('cdk-federated-roles.Usage');

/** Something that was asked for in a way that has no answer; the message is one clear line. */
export class Usage extends Error {
  public constructor(message: string) {
    super(message.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' '));
    this.name = 'Usage';
    Object.defineProperty(this, MARK, { value: true });
  }
}

/** Recognised by its mark, not by its class: two copies of the package are common. */
export function isUsage(x: unknown): x is Usage {
  return typeof x === 'object' && x !== null && MARK in x;
}
