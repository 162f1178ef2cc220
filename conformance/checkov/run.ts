import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXPLAINED, Explanation } from './explained';
import { CHECKOV } from './package';
import type { Artefact } from '../artefacts';
import { pythonPackage } from '../cache';
import type { StepResult } from '../step';

interface Finding {
  readonly check: string;
  readonly name: string;
  readonly resource: string;
  readonly artefact: string;
}

/** Checkov on what Terraform gets, and on the HCL of the examples: each finding is explained, and each explanation needed. */
export function checkovStep(artefacts: readonly Artefact[]): StepResult {
  const target = pythonPackage(CHECKOV, ['checkov', 'main.py']);
  if (target === undefined) return { checks: [], skipped: [`${CHECKOV} could not be installed with pip: NOTHING WAS SCANNED`] };
  const { passed, findings } = scanned(target, artefacts);
  const unexplained = findings.filter(finding => !EXPLAINED.some(explanation => explains(explanation, finding)));
  const stale = EXPLAINED.filter(explanation => !findings.some(finding => explains(explanation, finding)));
  return {
    checks: [
      { what: `${CHECKOV} has something to say of what is emitted: ${passed} checks passed`, problems: passed >= 100 ? [] : ['fewer than 100 checks: it reads no resources'] },
      { what: `each of its ${findings.length} findings is explained`, problems: [...new Set(unexplained.map(({ check, name, resource, artefact }) => `${check} "${name}" on ${resource} of ${artefact}`))] },
      { what: `each of ${EXPLAINED.length} explanations is needed`, problems: stale.map(({ check }) => `${check} finds nothing: remove its explanation`) },
    ],
    skipped: [],
  };
}

function explains({ check, resource }: Explanation, finding: Finding): boolean {
  return check === finding.check && resource.test(finding.resource);
}

function scanned(target: string, artefacts: readonly Artefact[]): { passed: number; findings: Finding[] } {
  const folder = mkdtempSync(join(tmpdir(), 'checkov-'));
  try {
    artefacts.forEach(({ json, hcl }, i) => {
      mkdirSync(join(folder, String(i)));
      writeFileSync(join(folder, String(i), 'cdk.tf.json'), json);
      if (hcl !== undefined) writeFileSync(join(folder, String(i), 'main.tf'), hcl);
    });
    const { stdout, stderr } = spawnSync('python3', ['-m', 'checkov.main', '-d', '.', '--framework', 'terraform', 'terraform_json', '-o', 'json', '--skip-download'], {
      cwd: folder, env: { ...process.env, PYTHONPATH: target, LOG_LEVEL: 'ERROR' }, encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 300_000,
    });
    if (!/^\s*[[{]/.test(stdout)) throw new Error(`checkov: ${stdout}${stderr}`);
    const reports: any[] = [JSON.parse(stdout)].flat();
    const frameworks = reports.map(({ check_type: type }) => type).sort();
    if (frameworks.join() !== 'terraform,terraform_json') throw new Error(`checkov reports on ${frameworks.join()}`);
    const broken = reports.flatMap(({ results }) => results?.parsing_errors ?? []);
    if (broken.length > 0) throw new Error(`checkov cannot parse ${broken.join(', ')}`);
    const results = (kind: string) => reports.flatMap(({ results: found }) => found[kind]);
    return {
      passed: results('passed_checks').length,
      findings: results('failed_checks').map(({ check_id: check, check_name: name, resource, file_path: path }): Finding => ({ check, name, resource, artefact: artefacts[Number(path.split('/')[1])].name })),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
