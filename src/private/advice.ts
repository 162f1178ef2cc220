import type { Workload } from '../identity/workload';

/** Ids of the warnings that every target gives, by which they are acknowledged. */
export const ADVICE = {
  names: 'cdk-federated-roles:repositoriesByName',
  migrating: 'cdk-federated-roles:DeployRole.migrating',
  movingWorkflow: 'cdk-federated-roles:DeployRole.movingWorkflow',
} as const;

/** One warning, about one thing. */
export interface Warning {
  readonly id: string;
  readonly about: string;
  readonly text: string;
}

/** What is legal but should be known of some workloads, once for each thing that it is about. A migration is overdue after its day. */
export function warningsOf(workloads: readonly Workload[], day: string): Warning[] {
  const advice = workloads.flatMap(workload => workload._parts().advice);
  const warnings = advice.flatMap(({ kind, about, deadline }): Warning[] => {
    if (kind === 'migrating' && deadline === undefined) {
      return [{ id: ADVICE.migrating, about, text: `repository "${about}" trusts its name beside its ids and has no migrationDeadline: name one, and set subjectFormat to IDS once its tokens carry ids` }];
    }
    if (kind === 'migrating' && day > deadline!) {
      return [{ id: ADVICE.migrating, about, text: `repository "${about}" still trusts its name beside its ids, its migrationDeadline was ${deadline}: set subjectFormat to IDS` }];
    }
    if (kind === 'moving-workflow') {
      return [{ id: ADVICE.movingWorkflow, about, text: `reusable workflow "${about}" is a moving reference: whoever may push to it decides what runs; pin a commit, or protect the ref` }];
    }
    return [];
  });
  return [...new Map(warnings.map(warning => [`${warning.id} ${warning.about}`, warning])).values()];
}

/** Repositories that are trusted by their names alone. */
export function namedRepositories(workloads: readonly Workload[]): string[] {
  return workloads.flatMap(workload => workload._parts().advice).filter(({ kind }) => kind === 'names').map(({ about }) => about);
}

/** The one warning of an app about all of them. */
export function namesText(repositories: readonly string[]): string {
  const one = repositories.length === 1;
  return `${one ? 'repository' : 'repositories'} ${repositories.map(name => `"${name}"`).join(', ')} ${one ? 'is' : 'are'} trusted by name: a freed name can be registered by a stranger, `
    + 'and repositories created, renamed or transferred after 2026-07-15 send ids and are refused; ask GitHub for sub_claim_prefix: where it holds names, '
    + 'pass both ids with subjectFormat: GitHubSubjectFormat.NAMES and narrow with withRepositoryId(); where it holds ids, pass ownerId and repositoryId';
}

/** Today as a day written YYYY-MM-DD, in UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10);
}
