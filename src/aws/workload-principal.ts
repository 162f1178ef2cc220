import * as iam from 'aws-cdk-lib/aws-iam';
import { IOidcProvider } from './oidc-provider';
import { audienceProblem, DEFAULT_AUDIENCE, judgedAudience } from './private/audience';
import * as errors from './private/errors';
import { propsProblems } from './private/properties';
import { providerArns, providerProblems, TrustPrincipal, workloadProblem } from './private/trust-principal';
import { compileTrust, WEB_IDENTITY_ACTION } from './trust';
import { Workload } from '../identity/workload';
import { refuse } from '../private/problem';
import { marked } from '../private/type-mark';

/**
 * Properties of `WorkloadPrincipal`.
 */
export interface WorkloadPrincipalProps {
  /**
   * Who may assume the role: any one of these.
   */
  readonly workloads: Workload[];

  /**
   * Audience that the jobs ask their tokens for, at most 255 characters.
   *
   * In the regions of China, pass `sts.amazonaws.com.cn`.
   *
   * @default sts.amazonaws.com
   */
  readonly audience?: string;

  /**
   * Providers that take the tokens, one for each issuer of the workloads.
   *
   * @default - the account's own provider for the issuer of each workload, which has to exist when the role is deployed
   */
  readonly providers?: IOidcProvider[];
}

const MARK = Symbol.for('cdk-federated-roles.aws.WorkloadPrincipal');

/**
 * The trust of a `DeployRole` for a role that others own: something to pass as `assumedBy`.
 *
 * Whoever owns the role has to see that its trust is not changed afterwards, and that it stays within its quota. Workloads that are
 * wider than exact subjects are refused: their reason belongs into the metadata of a role, which is out of reach here.
 *
 * @example
 *
 * declare const stack: cdk.Stack;
 * new iam.Role(stack, 'Role', {
 *   assumedBy: new aws.WorkloadPrincipal({ workloads: [GitLabProject.of('my-org/my-app').branch('main')] }),
 * });
 */
export class WorkloadPrincipal implements iam.IAssumeRolePrincipal {
  /**
   * Whether something is a `WorkloadPrincipal`, of whichever copy of this library.
   *
   * @param x anything
   */
  public static isWorkloadPrincipal(x: any): boolean {
    return marked(x, MARK);
  }

  public readonly assumeRoleAction: string = WEB_IDENTITY_ACTION;
  private readonly principal: TrustPrincipal;

  constructor(props: WorkloadPrincipalProps) {
    Object.defineProperty(this, MARK, { value: true });
    refuse(propsProblems(props, 'WorkloadPrincipalProps'));
    const audience = props.audience ?? DEFAULT_AUDIENCE;
    refuse(workloadProblem(props.workloads));
    refuse(props.workloads.filter(workload => workload.reasons.length > 0).map(workload => errors.reasonNowhere(workload.toString())));
    refuse([audienceProblem(audience), ...providerProblems(props.workloads, props.providers, audience)]);
    this.principal = new TrustPrincipal(compileTrust(props.workloads, judgedAudience(audience)), providerArns(props.providers));
  }

  public get grantPrincipal(): iam.IPrincipal {
    return this;
  }

  public get policyFragment(): iam.PrincipalPolicyFragment {
    return this.principal.policyFragment;
  }

  public addToAssumeRolePolicy(document: iam.PolicyDocument): void {
    this.principal.addToAssumeRolePolicy(document);
  }

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    return this.principal.addToPrincipalPolicy(statement);
  }
}
