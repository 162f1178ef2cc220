import { artefactsAt, refuseTokens, textAt } from './input';
import { coloured, EXIT, Io } from './io';
import { withProgress } from './progress';
import { explain as explained } from '../verify/explain';
import { Unreadable } from '../verify/readers';
import { explainJson } from '../verify/reports/explain-json';
import { explainText, UNCHECKED } from '../verify/reports/explain-text';
import { COLOURED, PLAIN } from '../verify/reports/style';
import { readToken } from '../verify/token';

export interface ExplainOptions {
  readonly token: string;
  readonly format: 'text' | 'json';
  readonly target?: string;
}

const LONGEST = 1024 * 1024;

export async function explain(paths: readonly string[], options: ExplainOptions, io: Io): Promise<number> {
  const { token, format, target } = options;
  refuseTokens([token, target ?? '']);
  const claims = readToken(textAt(token, io, LONGEST), token === '-' ? 'the token' : token);
  const explanation = await withProgress(io, () => explained(artefactsAt(paths), claims, target));
  if (explanation.decisions.length === 0) throw new Unreadable(paths.join(', '), 'nothing in it decides about tokens');
  if (format === 'json') {
    io.stdout.write(explainJson(claims, explanation));
    io.stderr.write(`${UNCHECKED}\n`);
  } else {
    io.stdout.write(explainText(claims, explanation, coloured(io.stdout, io.env) ? COLOURED : PLAIN));
  }
  return { accept: EXIT.clean, reject: EXIT.refused, unknown: EXIT.unknown }[explanation.outcome];
}
