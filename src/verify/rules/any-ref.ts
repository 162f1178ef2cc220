import { each, Flaw, isOpen, TargetRule } from './rule';
import type { IssuerGrammar } from '../issuers';
import { isAnything } from '../judged';
import { ANY, hasWildcard, isLate, shown } from '../pattern';

export const anyRef: TargetRule = {
  id: 'any-ref',
  severity: 'warning',
  scope: 'target',
  title: 'every ref, environment or run phase of a repository is trusted',
  why: 'Whoever may push a branch to the repository runs their own workflow with the credentials, unreviewed; so do pull requests from it. A trust that names one environment or protected branch leaves that to the rules of the environment.',
  remedy: 'name the environment or the branch exactly',
  check: one => each(one, admission => {
    const { grammar, bounds: { project, context } } = admission;
    if (!isOpen(admission) || grammar === undefined || grammar.contextIsOptional || context.width !== 'open') return undefined;
    if (project.width !== 'exact' && project.width !== 'late') return undefined;
    if (admission.tests.some(test => test.mistyped)) return undefined;
    const { words } = grammar;
    // what Google advises: the condition names the repository or its owner, and the members are of it
    const lesser = one.target.cloud === 'google' ? 'note' as const : undefined;
    const gate = one.target.kind === 'workload-identity-provider';
    const asked = context.test ?? admission.tests.find(test => isAnything(test) && test.claim in grammar.claims && grammar.claims[test.claim](ANY).context !== undefined && !test.opaque);
    if (asked === undefined) return gate ? undefined : { message: `${admission.place} takes every ${words.context} of its ${words.project}`, severity: lesser };
    if (context.test === undefined) return { message: `${asked.written} may be anything: ${admission.place} takes every ${words.context} of its ${words.project}` };
    return context.culprits.filter(({ value }) => !gate || isAnyBranch(value)).map(({ value }): Flaw => ({
      severity: isAnyBranch(value) ? undefined : lesser,
      message: `${JSON.stringify(shown(value))} takes every ${words.context}${/\/$/.test(shown(value).replace(/\*$/, '')) ? ' of its kind' : ''}${grammar.narrowed !== undefined && words.context.startsWith('ref') ? ', pull and merge requests among them' : ''}`,
      remedy: narrowedTo(value, grammar),
    }));
  }),
};

/** The same subject with a context, to be pasted; nothing where it cannot be written out. */
function narrowedTo(value: string, { narrowed }: IssuerGrammar): string | undefined {
  const [begins] = narrowed?.project.exec(value) ?? [];
  if (begins === undefined || hasWildcard(begins) || isLate(begins)) return undefined;
  return `write ${narrowed!.contexts.map(context => JSON.stringify(begins + (/:stack:/.test(begins) ? ':operation:apply' : context))).join(' or ')}`;
}

/** Somebody thought of branches, and named none. */
function isAnyBranch(value: string): boolean {
  return value.endsWith(`refs/heads/${ANY}`);
}
