import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { Construct } from 'constructs';
import { NO_DIRECT_ACCESS } from './limits';
import { adviseRoles } from './private/advice';
import { digest } from './private/attributes';
import { roleProblem } from './private/checks';
import * as errors from './private/errors';
import { STRUCTS } from './private/known-properties';
import { membersOf } from './private/members';
import { ACCESS } from './private/shapes';
import { WorkloadIdentityProvider } from './workload-identity-provider';
import { Workload } from '../identity/workload';
import { Problem, refuse } from '../private/problem';
import { reasonsOf } from '../private/reasons';
import { guardTrust } from '../terraform/guard';
import { optionalLiteral } from '../terraform/literal';
import { writeReasons } from '../terraform/reasons';
import { shapeProblems } from '../terraform/shape';

/**
 * Properties of `DirectAccess`.
 */
export interface DirectAccessProps {
  /**
   * What takes the tokens.
   */
  readonly provider: WorkloadIdentityProvider;

  /**
   * Who has the roles: any one of these.
   */
  readonly workloads: Workload[];

  /**
   * Id of the project on which the roles are granted.
   *
   * @default - the project of the pool
   */
  readonly project?: string;

  /**
   * Roles that the jobs have on the project, for example `roles/storage.objectViewer`.
   *
   * Roles of products that take no federated principals are refused: Cloud Run, Cloud Run functions, App Engine, Cloud Endpoints,
   * Deployment Manager, Source Repositories, Profiler, Support and Firebase. Cloud Storage takes them for buckets with uniform access only.
   */
  readonly projectRoles: string[];
}

/**
 * Roles on a project for exactly the declared CI jobs, without a service account between.
 *
 * @see https://cloud.google.com/iam/docs/federated-identity-supported-services
 *
 * @example
 *
 * declare const provider: google.GitHubProvider;
 * declare const stack: cdktf.TerraformStack;
 * const app = GitHubRepository.of('my-org/my-app', { ownerId: '123456', repositoryId: '456789' });
 * new google.DirectAccess(stack, 'Assets', {
 *   provider,
 *   workloads: [app.branch('main')],
 *   project: 'my-project',
 *   projectRoles: ['roles/storage.objectUser'],
 * });
 */
export class DirectAccess extends Construct {
  /**
   * What takes the tokens.
   */
  public readonly provider: WorkloadIdentityProvider;

  private readonly trusted: readonly Workload[];
  private readonly granted: readonly string[];

  constructor(scope: Construct, id: string, props: DirectAccessProps) {
    super(scope, id);
    refuse(shapeProblems(props, ACCESS, STRUCTS, 'DirectAccessProps'), this.node.path);
    const project = optionalLiteral(props.project ?? props.provider?.pool?.project);
    refuse(problemsOf(props, project), this.node.path);
    const members = membersOf(this, props.provider, props.workloads);
    this.provider = props.provider;
    this.trusted = [...props.workloads];
    this.granted = members.map(({ member }) => member);
    const reasons = reasonsOf(props.workloads);
    for (const role of new Set(props.projectRoles)) {
      for (const { id: name, member } of members) {
        const trust = new ProjectIamMember(this, `Role${digest(role, 12)}Trust${name}`, { project: project!, role, member });
        writeReasons(trust, reasons);
        guardTrust(this, trust, { declared: () => ({ project, role, member }), free: ['condition'], reasons });
      }
    }
    adviseRoles(this, props.projectRoles);
  }

  /**
   * Who has the roles.
   */
  public get workloads(): Workload[] {
    return [...this.trusted];
  }

  /**
   * The members, to grant them roles on single resources, for example a bucket.
   */
  public get members(): string[] {
    return [...this.granted];
  }
}

function problemsOf(props: DirectAccessProps, project: string | undefined): (Problem | undefined)[] {
  const roles = props.projectRoles ?? [];
  return [
    roles.length === 0 ? errors.noRoles() : undefined,
    ...roles.map(roleProblem),
    ...roles.map(role => {
      const start = Object.keys(NO_DIRECT_ACCESS).find(prefix => String(role).startsWith(prefix));
      return start === undefined ? undefined : errors.noDirectAccess(role, NO_DIRECT_ACCESS[start]);
    }),
    project === undefined ? errors.projectMissing('projectRoles') : undefined,
  ];
}
