import { Issuer } from './issuer';
import * as errors from './private/errors';
import { deepFreeze, makeImmutable } from './private/immutable';
import { own } from './private/own';
import { tokenProblem } from './private/text';
import type { SubjectTest, WorkloadParts } from './private/workload-parts';
import { refuse } from '../private/problem';
import { rememberedOf } from '../private/remembered';

/**
 * A set of CI jobs that may assume something: an issuer, exact subjects, and further exact claims.
 *
 * Made by `GitHubRepository`, `GitLabProject` and their kin; immutable.
 */
export abstract class Workload {
  /** What each workload has rendered: an immutable object has nowhere to keep it. */
  private static readonly partsOf = rememberedOf((workload: Workload): WorkloadParts => deepFreeze(workload._render()));

  /**
   * Who signs the tokens of these jobs.
   */
  public readonly issuer: Issuer;

  protected constructor(issuer: Issuer) {
    this.issuer = issuer;
    makeImmutable(this);
  }

  /**
   * The exact subjects, any of which is admitted.
   *
   * Empty where a pattern was asked for, or where other claims name the job.
   */
  public get subjects(): string[] {
    return this._parts().subjects.filter(s => !s.prefix).map(s => s.text);
  }

  /**
   * Beginnings of subjects, where a pattern was asked for by its name.
   */
  public get subjectPrefixes(): string[] {
    return this._parts().subjects.filter(s => s.prefix).map(s => s.text);
  }

  /**
   * Further claims, each with the values of which the token must carry one.
   */
  public get claims(): { [claim: string]: string[] } {
    return Object.fromEntries(Object.entries(this._parts().claims).map(([name, values]) => [name, [...values]]));
  }

  /**
   * The reasons given for whatever is wider than exact subjects.
   */
  public get reasons(): string[] {
    return [...this._parts().reasons];
  }

  /**
   * Whether a token with these claims belongs to this workload: the specification that every emitted trust is tested against.
   *
   * Every comparison is equality of strings, letter case included. The signature and the times of the token are not looked at.
   * A token for several audiences is not admitted: AWS refuses it, and every one of its audiences could replay it.
   *
   * @param claims the decoded payload of the token
   * @param audience the audience that the target asks for
   */
  public admits(claims: { [claim: string]: any }, audience: string): boolean {
    refuse(tokenProblem(audience, 'audience'));
    const parts = this._parts();
    if (typeof claims !== 'object' || claims === null || typeof audience !== 'string') return false;
    if (own(claims, 'iss') !== this.issuer.url) return false;
    const aud = own(claims, 'aud');
    if (!(aud === audience || (Array.isArray(aud) && aud.length === 1 && aud[0] === audience))) return false;
    if (parts.subjects.length > 0 && !parts.subjects.some(test => matches(test, own(claims, 'sub')))) return false;
    return Object.entries(parts.claims).every(([name, values]) => values.includes(own(claims, name) as string));
  }

  /**
   * The claims that one matching job would send, for tests and documents.
   *
   * What the workload does not decide (the actor, the commit, the run) is filled with examples.
   *
   * @param audience the `aud` claim of the sample
   */
  public sampleClaims(audience: string): { [claim: string]: string } {
    refuse(tokenProblem(audience, 'audience') ?? (typeof audience === 'string' ? undefined : errors.notText('audience', audience)));
    return { iss: this.issuer.url, aud: audience, ...this._parts().sample() };
  }

  /**
   * The workload as its reader would name it.
   */
  public toString(): string {
    return this._parts().label;
  }

  /** @internal */
  public _parts(): WorkloadParts {
    return Workload.partsOf(this);
  }

  /** @internal */
  protected abstract _render(): WorkloadParts;
}

function matches(test: SubjectTest, subject: unknown): boolean {
  if (typeof subject !== 'string') return false;
  return test.prefix ? subject.startsWith(test.text) : subject === test.text;
}

