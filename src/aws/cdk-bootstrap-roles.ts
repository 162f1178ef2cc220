import * as cdk from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { judgedTarget, targetProblems } from './private/cdk-target';
import { propsProblems } from './private/properties';
import { refuse } from '../private/problem';
import { marked } from '../private/type-mark';

/**
 * An account that `cdk deploy` may deploy to.
 */
export interface CdkTarget {
  /**
   * The account, 12 digits.
   */
  readonly account: string;

  /**
   * The regions in which it is bootstrapped, for example `eu-west-1`.
   */
  readonly regions: string[];

  /**
   * What `cdk bootstrap --qualifier` was run with.
   *
   * @default hnb659fds
   */
  readonly qualifier?: string;
}

const MARK = Symbol.for('cdk-federated-roles.aws.CdkBootstrapRoles');

/**
 * The roles of `cdk bootstrap` that `cdk deploy` assumes in an account: deploy, file publishing, image publishing, lookup.
 *
 * In an account other than that of the deploy role, bootstrap with `--trust` and the account of the deploy role.
 *
 * @example
 *
 * declare const role: aws.DeployRole;
 * aws.CdkBootstrapRoles.of({ account: '111111111111', regions: ['eu-west-1'] }).grantAssume(role);
 */
export class CdkBootstrapRoles {
  /**
   * Whether something is a `CdkBootstrapRoles`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isCdkBootstrapRoles(x: any): boolean {
    return marked(x, MARK);
  }

  /**
   * The bootstrap roles of one account.
   */
  public static of(target: CdkTarget): CdkBootstrapRoles {
    refuse(propsProblems(target, 'CdkTarget'));
    refuse(targetProblems(target));
    return new CdkBootstrapRoles(judgedTarget(target));
  }

  private readonly roleArns: readonly string[];

  private constructor(target: CdkTarget) {
    Object.defineProperty(this, MARK, { value: true });
    const qualifier = target.qualifier ?? cdk.DefaultStackSynthesizer.DEFAULT_QUALIFIER;
    this.roleArns = target.regions.flatMap(region => KINDS.map(kind =>
      `arn:${cdk.Aws.PARTITION}:iam::${target.account}:role/cdk-${qualifier}-${kind}-role-${target.account}-${region}`));
  }

  /**
   * The exact ARNs.
   */
  public get arns(): string[] {
    return [...this.roleArns];
  }

  /**
   * Lets somebody assume these roles, each named exactly.
   *
   * @param grantee for example a `DeployRole`
   */
  public grantAssume(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: ['sts:AssumeRole'], resourceArns: this.arns });
  }
}

const KINDS = ['deploy', 'file-publishing', 'image-publishing', 'lookup'];
