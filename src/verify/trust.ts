import { explain, targetsOf } from './explain';
import type { Artefacts, Finding } from './model';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { isUnreadable, readPaths, readText } from './readers';
import { place } from './reports/place';
import { review } from './review';
import type { TrustDecision, TrustReason } from './trust-decision';
import type { TrustFinding } from './trust-finding';
import type { TrustTextOptions } from './trust-options';
import { TrustOutcome } from './trust-outcome';
import { isUsage } from './usage';
import { fail, refuse } from '../private/problem';
import { propertyProblems } from '../private/properties';

/**
 * The trusts that an artefact holds, for tests: who is let in, and what the rules say.
 *
 * It reads what was emitted, by this library or by anyone, and never a model of it.
 *
 * @example
 *
 * const trust = verify.Trust.fromFile('cdk.out/Deploy.template.json');
 * const job = GitHubRepository.of('my-org/my-app').branch('main').sampleClaims('sts.amazonaws.com');
 * console.log(trust.admits(job), trust.describe(job));
 */
export class Trust {
  /**
   * The trusts in a text; of which kind it is shows in its content.
   *
   * Text and no parsed JSON, which would have lost duplicate keys and places.
   *
   * @param text a template, a plan, a trust policy, …
   */
  public static fromText(text: string, options: TrustTextOptions = {}): Trust {
    refuse(propertyProblems(options, STRUCTS, 'TrustTextOptions'));
    const file = options.fileName ?? 'trust.json';
    return Trust.read(file, () => readText(text, { file }));
  }

  /**
   * The trusts in a file or in a directory such as `cdk.out`.
   *
   * @param path from the working directory, or absolute
   */
  public static fromFile(path: string): Trust {
    return Trust.read(path, () => readPaths([path]));
  }

  private static read(file: string, make: () => Artefacts): Trust {
    const artefacts = readable(make);
    return artefacts.targets.length === 0 ? fail(errors.noTargets(file)) : new Trust(artefacts);
  }

  private found?: readonly Finding[];

  private constructor(private readonly artefacts: Artefacts, private readonly narrow?: string) {}

  /** The ids of all targets, sorted. */
  public targets(): string[] {
    return this.meant().map(({ id }) => id);
  }

  /**
   * One target alone, or those whose ids fit.
   *
   * @param target an id, in which `*` stands for anything
   */
  public ofTarget(target: string): Trust {
    const narrowed = new Trust(this.artefacts, target);
    narrowed.meant();
    return narrowed;
  }

  /**
   * What is answered to a token. One target that accepts is enough.
   *
   * @param claims the decoded payload; signature and times are not looked at
   */
  public decide(claims: { [claim: string]: any }): TrustDecision {
    if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) fail(errors.claimsInvalid(claims));
    const { outcome, decisions } = named(() => explain(this.artefacts, claims, this.narrow));
    const failures = (reasons: readonly { readonly ok: boolean }[]) => reasons.filter(({ ok }) => !ok).length;
    const [nearest] = decisions.filter(decision => decision.outcome === outcome).sort((a, b) => failures(a.reasons) - failures(b.reasons));
    const reasons = nearest.reasons.map((reason): TrustReason => ({ ...reason, expected: [...reason.expected] }));
    return { outcome: outcome as TrustOutcome, target: nearest.target.id, reasons };
  }

  /**
   * Whether a token is let in for certain.
   *
   * @param claims the decoded payload; signature and times are not looked at
   */
  public admits(claims: { [claim: string]: any }): boolean {
    return this.decide(claims).outcome === TrustOutcome.ACCEPT;
  }

  /**
   * The answer in words, for the message of a test.
   *
   * @param claims the decoded payload; signature and times are not looked at
   */
  public describe(claims: { [claim: string]: any }): string {
    const { outcome, target, reasons } = this.decide(claims);
    const told = reasons.map(({ claim, ok, expected, found, hint }) => ok
      ? `  ok    ${claim} ${JSON.stringify(found)}`
      : `  fails ${claim}: expected ${expected.join(' or ') || 'nothing that is known'}, found ${JSON.stringify(found) ?? 'nothing'}${hint === undefined ? '' : `; ${hint}`}`);
    return [`${target}: ${outcome}`, ...told].join('\n');
  }

  /** What the rules say, in a stable order. */
  public findings(): TrustFinding[] {
    const ids = new Set(this.targets());
    this.found ??= review(this.artefacts);
    return this.found.filter(({ target }) => this.narrow === undefined || ids.has(target)).map(finding => ({ ...finding, source: place(finding.source) }));
  }

  /**
   * What was seen and could not be read, or not judged whole, a line for each.
   *
   * No finding is only a clean bill where this is empty.
   */
  public unjudged(): string[] {
    const ids = new Set(this.targets());
    return this.artefacts.unjudged.filter(({ id }) => this.narrow === undefined || ids.has(id)).map(({ id, type, reason, source }) => `${id} (${type}, ${place(source)}): ${reason}`);
  }

  private meant() {
    return named(() => targetsOf(this.artefacts, this.narrow));
  }
}

function readable<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    return isUnreadable(error) ? fail(errors.unreadable((error as Error).message)) : rethrow(error);
  }
}

function named<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    return isUsage(error) ? fail(errors.unknownTarget((error as Error).message)) : rethrow(error);
  }
}

function rethrow(error: unknown): never {
  throw error;
}
