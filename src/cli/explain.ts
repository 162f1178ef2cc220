import { ArtefactOptions, artefactsAt, refuseTokens, textAt } from './input';
import { coloured, EXIT, Io } from './io';
import { withProgress } from './progress';
import { explain as explained } from '../verify/explain';
import { Unreadable } from '../verify/readers';
import { explainJson } from '../verify/reports/explain-json';
import { explainText, UNCHECKED } from '../verify/reports/explain-text';
import { COLOURED, PLAIN } from '../verify/reports/style';
import { readToken } from '../verify/token';
import { Usage } from '../verify/usage';

export interface ExplainOptions extends ArtefactOptions {
  readonly token: string;
  readonly format: 'text' | 'json';
  readonly target?: string;
  /** Every target at length. */
  readonly all?: boolean;
}

const LONGEST = 1024 * 1024;

export async function explain(paths: readonly string[], options: ExplainOptions, io: Io): Promise<number> {
  const { token, format, target, all = false } = options;
  if (token === '-' && paths.includes('-')) throw new Usage('standard input cannot be the token and an artefact at once: give one of them as a file');
  refuseTokens([token, target ?? '']);
  const { claims, recorded } = readToken(textAt(token, io, LONGEST), token === '-' ? 'the token' : token);
  const explanation = await withProgress(io, () => explained(artefactsAt(paths, options, io), claims, target, recorded));
  if (explanation.decisions.length === 0) throw new Unreadable(paths.join(', '), 'nothing in it decides about tokens');
  if (format === 'json') {
    io.stdout.write(explainJson(claims, explanation));
    io.stderr.write(`${UNCHECKED}\n`);
  } else {
    io.stdout.write(explainText(claims, explanation, { style: coloured(io.stdout, io.env) ? COLOURED : PLAIN, all }));
  }
  return { accept: EXIT.clean, reject: EXIT.refused, unknown: EXIT.unknown }[explanation.outcome];
}
