/** A stream that is written to. */
export interface Out {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** What surrounds a run, so that a test can stand in for it. */
export interface Io {
  readonly stdout: Out;
  readonly stderr: Out;
  readonly stdin: { readonly isTTY?: boolean; read(longest: number, name: string): string };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
  /** `YYYY-MM-DD`, in UTC. */
  readonly today: string;
}

/** Exit codes. They are public contract: `docs/cli.md`. */
export const EXIT = { clean: 0, found: 1, refused: 1, unusable: 2, unknown: 3 } as const;

/** Whether colours are wanted: `NO_COLOR` and `FORCE_COLOR` go before what the stream is. */
export function coloured(out: Out, { NO_COLOR, FORCE_COLOR, TERM }: Io['env']): boolean {
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return out.isTTY === true && TERM !== 'dumb';
}
