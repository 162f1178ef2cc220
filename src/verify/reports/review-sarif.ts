import { createHash } from 'node:crypto';
import { isAbsolute, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Log, Notification, Result, ReportingDescriptor } from 'sarif';
import { passedOverLines, Reviewed } from './reviewed';
import type { Finding, Unjudged } from '../model';

export interface SarifOptions {
  readonly version: string;
  /** Paths are given from here, which is the root of the sources for the reader. */
  readonly directory: string;
  /** Why a rule is there; the page of a rule is named after it. */
  readonly why?: (rule: string) => string | undefined;
}

const HOME = 'https://github.com/cdk-federated-roles/cdk-federated-roles';

/** A review as SARIF 2.1.0, with all that code scanning of GitHub asks for. */
export function reviewSarif({ findings, unjudged, passedOver }: Reviewed, options: SarifOptions): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort();
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdk-federated-roles', semanticVersion: options.version, informationUri: HOME, rules: rules.map(id => ruleOf(id, findings, options)) } },
      columnKind: 'utf16CodeUnits',
      invocations: [{
        executionSuccessful: true,
        toolExecutionNotifications: [
          ...unjudged.map(one => notificationOf(one, options)),
          ...passedOverLines(passedOver).map((text): Notification => ({ level: 'note', message: { text } })),
        ],
      }],
      results: findings.map(finding => resultOf(finding, rules.indexOf(finding.rule), options)),
    }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(id: string, findings: readonly Finding[], { why }: SarifOptions): ReportingDescriptor {
  const { severity, remedy } = findings.find(({ rule }) => rule === id)!;
  const reason = why?.(id);
  return {
    id,
    shortDescription: { text: id.replace(/-/g, ' ') },
    fullDescription: { text: reason ?? id.replace(/-/g, ' ') },
    help: { text: `${reason === undefined ? '' : `${reason}\n\n`}${remedy}` },
    helpUri: `${HOME}/blob/main/docs/rules/${id}.md`,
    defaultConfiguration: { level: severity },
    properties: { 'tags': ['security'], 'precision': 'high', 'problem.severity': severity === 'note' ? 'recommendation' : severity },
  };
}

function resultOf({ rule, severity, target, message, remedy, source }: Finding, ruleIndex: number, { directory }: SarifOptions): Result {
  return {
    ruleId: rule,
    ruleIndex,
    level: severity,
    message: { text: `${target}: ${message}. Fix: ${remedy}` },
    locations: [{
      physicalLocation: { artifactLocation: artifact(source.file, directory), region: { startLine: source.line ?? 1 } },
      logicalLocations: [{ name: target, fullyQualifiedName: `${source.file}#${source.pointer}` }],
    }],
    partialFingerprints: { 'federatedTrust/v1': createHash('sha256').update(JSON.stringify([rule, target, message])).digest('hex').slice(0, 32) },
  };
}

/** No result, since nothing was found: code scanning shows it among the messages of the tool. */
function notificationOf({ id, type, reason, source }: Unjudged, { directory }: SarifOptions): Notification {
  return {
    level: 'warning',
    message: { text: `not judged: ${id} (${type}): ${reason}` },
    locations: [{
      physicalLocation: { artifactLocation: artifact(source.file, directory), region: { startLine: source.line ?? 1 } },
      logicalLocations: [{ name: id, fullyQualifiedName: `${source.file}#${source.pointer}` }],
    }],
  };
}

/** A path below the root of the sources is relative to it; any other one is absolute. */
function artifact(file: string, directory: string): { uri: string; uriBaseId?: string } {
  const path = isAbsolute(file) ? relative(directory, file) : file;
  if (isAbsolute(path) || path.split(sep)[0] === '..') return { uri: pathToFileURL(file).href };
  return { uri: path.split(sep).filter(part => part !== '.').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}
