import { Case, judge } from './judged';
import type { Artefacts, Finding, Severity, Source } from './model';
import { RULES } from './rules';
import type { Flaw, Rule, TargetRule } from './rules/rule';

const TARGET_RULES = RULES.filter(rule => rule.scope === 'target');
const ARTEFACT_RULES = RULES.filter(rule => rule.scope === 'artefacts');

/** What the rules find, the gravest first within a target, in an order that two runs share. */
export function review(artefacts: Artefacts): Finding[] {
  const cases = artefacts.targets.map(judge);
  const findings: Finding[] = [];
  for (const one of cases) for (const rule of TARGET_RULES) ofTarget(rule, one, findings);
  for (const rule of ARTEFACT_RULES) for (const flaw of rule.check(artefacts, cases)) findings.push(findingOf(rule, flaw, flaw.target, flaw.source));
  return findings.map((finding, index) => ({ finding, index, key: keyOf(finding) }))
    .sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index)
    .map(({ finding }) => finding);
}

function ofTarget(rule: TargetRule, one: Case, findings: Finding[]): void {
  const result = rule.check(one);
  if (result.kind !== 'finding') return;
  for (const flaw of result.flaws) findings.push(findingOf(rule, placed(flaw, one), one.target.id, one.target.source));
}

/** Of a bare policy the pointer goes on into it; elsewhere a policy may stand in a text or be put together from parts. */
function placed(flaw: Flaw, { target }: Case): Flaw {
  return target.kind === 'trust-policy' ? flaw : { ...flaw, pointer: undefined };
}

function findingOf(rule: Rule, flaw: Flaw, target: string, source: Source): Finding {
  return {
    rule: rule.id,
    severity: flaw.severity ?? rule.severity,
    target,
    message: flaw.message,
    remedy: flaw.remedy ?? rule.remedy,
    source: flaw.pointer === undefined || flaw.pointer === '' ? source : { ...source, pointer: source.pointer + flaw.pointer },
  };
}

const GRAVITY: Readonly<Record<Severity, string>> = { error: '0', warning: '1', note: '2' };

function keyOf({ source, target, severity, rule, message }: Finding): string {
  return [source.file, target, GRAVITY[severity], rule, message].join('\u0000');
}
