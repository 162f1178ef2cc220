import * as errors from './private/errors';
import { refuse } from '../private/problem';
import { holdsToken } from '../private/tokens';
import { marked } from '../private/type-mark';

/** What a role is named after. */
interface NamedAfter {
  readonly owner: string;
  readonly repository: string;
  readonly service: string;
  readonly environment: string;
}

const PLACEHOLDERS: readonly (keyof NamedAfter)[] = ['owner', 'repository', 'service', 'environment'];

const MARK = Symbol.for('cdk-federated-roles.aws.RoleNaming');

/**
 * How the roles of a repository are named.
 */
export class RoleNaming {
  /**
   * CloudFormation makes up a name for each role.
   */
  public static readonly GENERATED = new RoleNaming(undefined);

  /**
   * Names by a pattern with `{owner}`, `{repository}`, `{service}` and `{environment}`.
   *
   * `{service}` is empty for an environment of the repository as a whole. Characters that a role name cannot hold become `-`. Names that meet thereby are refused.
   *
   * @param pattern for example `deploy-{repository}-{environment}`
   */
  public static pattern(pattern: string): RoleNaming {
    if (holdsToken(pattern)) refuse(errors.namingToken(pattern));
    const known = PLACEHOLDERS.map(name => `{${name}}`);
    const odd = [...String(pattern).matchAll(/\{[^}]*\}?/g)].map(match => match[0]).find(found => !known.includes(found));
    if (odd !== undefined) refuse(errors.namingPlaceholder(pattern, odd, known));
    if (!String(pattern).includes('{environment}')) refuse(errors.namingIncomplete(pattern));
    return new RoleNaming(pattern);
  }

  /**
   * Whether something is a `RoleNaming`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isRoleNaming(x: any): boolean {
    return marked(x, MARK);
  }

  private readonly template?: string;

  private constructor(template: string | undefined) {
    Object.defineProperty(this, MARK, { value: true });
    this.template = template;
  }

  /** @internal */
  public _nameOf(after: NamedAfter): string | undefined {
    return this.template
      ?.replace(/\{(\w+)\}/g, (_match, name: keyof NamedAfter) => after[name])
      .replace(/[^\w+=,.@-]/g, '-');
  }
}
