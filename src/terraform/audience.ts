import { DefaultTokenResolver, StringConcat, Token, Tokenization } from 'cdktf';
import { Construct } from 'constructs';
import * as errors from './private/errors';

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** A reference alone, without an operator or a function that could make it another text, a list or nothing: `var.audience`, `data.x.y[0].z`. */
const REFERENCE = /^\$\{\s*[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[(?:\d+|"[^"]*")\])+\s*\}$/;

/**
 * Checks at synth that each audience is one text that is known to be there: a literal, or a reference to a variable, a local or an attribute.
 *
 * A token that comes to nothing, to a list or to an expression that may do so would write a trust without its audience.
 *
 * @param audiences what was declared; only tokens are looked at, literals are checked at the call
 */
export function guardAudiences(construct: Construct, audiences: () => readonly string[]): void {
  construct.node.addValidation({ validate: () => audiences().flatMap(audience => problemsOf(construct, audience)) });
}

function problemsOf(scope: Construct, audience: string): string[] {
  if (typeof audience === 'string' && /#\{TfToken\[/.test(audience)) return [errors.audienceLost([audience]).text]; // an element of a list that is only known at deployment: all of it
  if (!(Token.isUnresolved(audience) as boolean)) return [];
  const written: unknown = Tokenization.resolve(audience, { scope, resolver: RESOLVER });
  return isOneText(written) ? [] : [errors.audienceLost(written).text];
}

function isOneText(written: unknown): boolean {
  if (typeof written !== 'string' || written === '' || /[\s*?,]|%\{/.test(written.replace(/\$\{[^}]*\}/g, ''))) return false;
  const templates = written.match(/\$\{[^}]*\}?/g) ?? [];
  return templates.every(template => REFERENCE.test(template));
}
