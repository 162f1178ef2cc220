/** What the library promises of one figure. */
export interface Promised {
  readonly what: string;
  readonly value: number;
  readonly bound: number;
  readonly unit?: string;
  /** Whether the value has to be the bound, rather than no more than it. */
  readonly exact?: boolean;
}

export function isKept({ value, bound, exact }: Promised): boolean {
  return exact ? value === bound : value <= bound;
}

export function line(promised: Promised): string {
  const { what, value, bound, unit = '', exact } = promised;
  return `${isKept(promised) ? 'ok    ' : 'MISSED'}  ${what}: ${exact ? value : value.toFixed(3)}${unit}, ${exact ? 'has to be' : 'at most'} ${bound}${unit}`;
}
