import { Construct } from 'constructs';
import { targetProblems } from './cdk-target';
import * as errors from './errors';
import { STRUCTS } from './known-properties';
import { propsProblems } from './properties';
import { checkedRole } from './role-input';
import type { GitHubRepository } from '../../identity/github-repository';
import type { Workload } from '../../identity/workload';
import { Problem, refuse } from '../../private/problem';
import { plainProps } from '../../private/properties';
import type { DeployRoleProps } from '../deploy-role';
import type { RepositoryEnvironment, RepositoryRolesProps, RepositoryService } from '../repository-roles';
import { RoleNaming } from '../role-naming';

/** One role of a repository, checked and ready to be defined. */
interface PlannedRole {
  readonly service?: string;
  readonly environment: RepositoryEnvironment;
  /** The reusable workflows that are asked for, wherever they are declared. */
  readonly workflows?: string[];
  /** What messages call it. */
  readonly name: string;
  readonly roleProps: DeployRoleProps;
}

/** All roles of a repository; throws before the first is defined. */
export function planRoles(scope: Construct, id: string, props: RepositoryRolesProps): PlannedRole[] {
  const path = `${scope.node.path}/${id}`;
  refuse(propsProblems(props, 'RepositoryRolesProps'), path);
  const services = props.services ?? [];
  refuse(declarationProblems(props, services), path);
  const plan = [
    ...(props.environments ?? []).map(environment => planned(props, environment)),
    ...services.flatMap(service => service.environments.map(environment => planned(props, environment, service))),
  ];
  refuse([...sameIdentityProblems(plan), ...sameNameProblems(plan)], path);
  for (const role of plan) checkedRole(scope, `${path}/${role.name}`, role.roleProps);
  return plan;
}

function planned(props: RepositoryRolesProps, environment: RepositoryEnvironment, service?: RepositoryService): PlannedRole {
  const { repository, environments, services, naming, ...options } = plainProps(props, STRUCTS.RepositoryRolesProps);
  return {
    service: service?.name,
    environment,
    workflows: workflowsOf(environment, service),
    name: service === undefined ? environment.name : `${service.name}: ${environment.name}`,
    roleProps: {
      ...options,
      permissions: [...options.permissions ?? [], ...environment.permissions ?? []],
      managedPolicies: [...options.managedPolicies ?? [], ...environment.managedPolicies ?? []],
      workloads: [workloadOf(repository, environment, workflowsOf(environment, service))],
      roleName: (naming ?? RoleNaming.GENERATED)._nameOf({
        owner: repository.owner,
        repository: repository.shortName,
        service: service?.name ?? '',
        environment: environment.name,
      }),
    },
  };
}

/** Of the environment or of its service: they are never declared on both. */
function workflowsOf(environment: RepositoryEnvironment, service?: RepositoryService): string[] | undefined {
  return environment.workflows ?? service?.workflows;
}

function workloadOf(repository: GitHubRepository, environment: RepositoryEnvironment, workflows: string[] | undefined): Workload {
  const named = repository.environment(environment.name);
  const onBranch = environment.branch === undefined ? named : named.onBranch(environment.branch);
  return workflows === undefined ? onBranch : onBranch.viaWorkflow(...workflows);
}

function declarationProblems(props: RepositoryRolesProps, services: readonly RepositoryService[]): Problem[] {
  const groups = [props.environments ?? [], ...services.map(service => service.environments)];
  const serviceNames = services.map(service => service.name);
  return [
    ...groups.every(group => group.length === 0) ? [errors.noRoles(props.repository.fullName)] : [],
    ...groups.flatMap(group => twice(group.map(environment => childName(environment))).map(errors.environmentTwice)),
    ...serviceNames.filter(name => !/^[A-Za-z0-9_.-]+$/.test(name)).map(errors.serviceInvalid),
    ...twice(serviceNames).map(errors.serviceTwice),
    ...services.filter(({ workflows }) => workflows !== undefined).flatMap(service => service.environments
      .filter(({ workflows }) => workflows !== undefined)
      .map(environment => errors.workflowsTwice(service.name, environment.name))),
    ...groups.flat().flatMap(environment => (environment.cdkTargets ?? []).flatMap(targetProblems)),
  ];
}

/** As the construct id spells it: a slash would separate paths. */
function childName(environment: RepositoryEnvironment): string {
  return String(environment.name).replace(/\//g, '--');
}

/** Names that come again, whatever their letter case. */
function twice(names: readonly string[]): string[] {
  const lower = names.map(name => name.toLowerCase());
  return names.filter((_name, i) => lower.indexOf(lower[i]) !== i);
}

/**
 * A job chooses its role: two roles that trust the same job are one identity with the sum of both permissions. A service gated by workflows of its own
 * may stand beside a role of the whole repository, which is meant for its jobs as well.
 */
function sameIdentityProblems(plan: readonly PlannedRole[]): Problem[] {
  return plan.flatMap((role, i) => {
    const same = plan.slice(0, i).find(earlier => earlier.service !== role.service && sameJobs(earlier.environment, role.environment) && !areGated(earlier, role));
    return same === undefined ? [] : [errors.sameIdentity(same.name, role.name, role.roleProps.workloads[0].toString())];
  });
}

/** Whether two roles have no workflow in common, or the earlier one is of the whole repository and the other one is not. */
function areGated({ service, workflows }: PlannedRole, { workflows: others }: PlannedRole): boolean {
  if (others === undefined) return false;
  return workflows === undefined ? service === undefined : !workflows.some(workflow => others.includes(workflow));
}

/** Whether a job can name the one environment and the other, by branch as well where both say one. */
function sameJobs(a: RepositoryEnvironment, b: RepositoryEnvironment): boolean {
  return a.name.toLowerCase() === b.name.toLowerCase() && (a.branch === undefined || b.branch === undefined || a.branch === b.branch);
}

function sameNameProblems(plan: readonly PlannedRole[]): Problem[] {
  const named = plan.filter(role => role.roleProps.roleName !== undefined);
  return named.flatMap((role, i) => {
    const earlier = named.slice(0, i).find(other => other.roleProps.roleName!.toLowerCase() === role.roleProps.roleName!.toLowerCase());
    return earlier === undefined ? [] : [errors.roleNameTwice(role.roleProps.roleName!, earlier.name)];
  });
}
