/** A part that is only known at deployment, by the name that its artefact gives it: `AWS::AccountId`, `Ref Stage`, `var.project`. */
export interface LatePart {
  readonly late: string;
}

/** A value that is only known at deployment, in part or as a whole: what is known of its text stands between what is not. */
export class Late {
  public constructor(public readonly parts: readonly (string | LatePart)[]) {}

  /** The names of what is not known. */
  public get names(): string[] {
    return this.parts.flatMap(part => typeof part === 'string' ? [] : [part.late]);
  }

  /** For people: what is not known in angle brackets. */
  public toString(): string {
    return this.parts.map(part => typeof part === 'string' ? part : `<${part.late}>`).join('');
  }
}

export type Text = string | Late;

/** What JSON can say, with late values in any place. */
export type LateJson = string | number | boolean | null | Late | readonly LateJson[] | LateTable;

/** An object of JSON of which each member may be late. */
export type LateTable = { readonly [key: string]: LateJson };

export function isTable(value: LateJson | undefined): value is LateTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Late);
}

/** What a value waits for; nothing where it is known, or a list or table. */
export function lateNames(value: LateJson | undefined): string[] {
  return value instanceof Late ? value.names : [];
}

/** A list, and what stands for a list of one. */
export function listOf(value: LateJson | undefined): readonly LateJson[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as LateJson];
}

/** Whether anything of a late value is known. */
export function isPartlyKnown({ parts }: Late): boolean {
  return parts.some(part => typeof part === 'string');
}

/** Whether a text with open parts could come out as this one: what is known of it stands there in the same order. */
export function couldBecome({ parts }: Late, text: string): boolean {
  let at = 0;
  return parts.every((part, i) => {
    if (typeof part !== 'string') return true;
    const found = i === parts.length - 1 ? Math.max(text.length - part.length, at) : i === 0 ? 0 : text.indexOf(part, at);
    if (found < 0 || !text.startsWith(part, found)) return false;
    at = found + part.length;
    return true;
  });
}
