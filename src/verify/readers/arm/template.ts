import { assignmentsFor, Assignment, assignmentOf, Level, levelOf } from './assignments';
import { MOST_COPIES, resolve } from './resolve';
import { Scope } from './scope';
import { isTable, LateJson, LateTable } from '../../../private/late';
import { credentialTarget } from '../private/azure-credentials';
import type { Reading } from '../private/reading';
import { asText } from '../private/texts';
import { isObject, Json, JsonObject, listAt, member, objectAt, textAt } from '../private/values';

/** A template of Azure's resource manager, by itself or as Bicep compiles it. */
export function isArmTemplate(value: unknown): boolean {
  const resources = member(value, 'resources');
  return /\/(subscription|managementGroup|tenant)?deploymentTemplate\.json#?$/i.test(textAt(value, '$schema') ?? '') && (Array.isArray(resources) || isObject(resources));
}

export function readArmTemplate(reading: Reading, name: string): void {
  const { value } = reading.document;
  const reader = new Reader(reading, name);
  reader.template(value, [], scopeOf(value, { budget: { left: MOST_STEPS } }));
  reader.finish();
}

const MOST_STEPS = 200_000;
const CREDENTIALS = ['microsoft.managedidentity/userassignedidentities/federatedidentitycredentials', 'microsoft.graph/applications/federatedidentitycredentials'];
const ASSIGNMENTS = 'microsoft.authorization/roleassignments';
const DEPLOYMENTS = ['microsoft.resources/deployments', 'microsoft.resources/deploymentstacks'];

/** Whatever makes credentials in another way: a script, a template to be deployed later. */
const SPEAKS_OF_CREDENTIALS = /federated-?(identity-?)?credential/i;

function scopeOf(template: Json, given: { readonly budget: { left: number }; readonly parameters?: Readonly<Record<string, LateJson>> }): Scope {
  const resources = member(template, 'resources');
  const symbols = isObject(resources) ? Object.entries(resources).map(([symbol, resource]) => [symbol, textAt(resource, 'name') ?? symbol] as const) : [];
  const parts = { parameters: objectAt(template, 'parameters'), variables: objectAt(template, 'variables'), copies: new Map<string, number>(), budget: given.budget, ...given.parameters === undefined ? {} : { given: given.parameters } };
  const scope = new Scope({ ...parts, symbols: new Map() });
  return new Scope({ ...parts, symbols: new Map(symbols.map(([symbol, name]) => [symbol, String(asText(resolve(name, scope)) ?? symbol)])) });
}

/** A resource with the type and name that those around it complete. */
interface Placed {
  readonly resource: JsonObject;
  readonly path: readonly (string | number)[];
  readonly scope: Scope;
  readonly level: Level | undefined;
  readonly type: string;
  readonly name: string;
}

class Reader {
  private readonly assignments: Assignment[] = [];
  private readonly credentials: (Placed & { readonly fields: LateJson })[] = [];

  constructor(private readonly reading: Reading, private readonly file: string) {}

  /** @param scope in which the expressions of the template are evaluated, which may be that of the template around it */
  public template(template: Json, path: readonly (string | number)[], scope: Scope): void {
    this.resources(template, path, scope, levelOf(textAt(template, '$schema') ?? ''));
  }

  /** All targets at the end, when every assignment is known. */
  public finish(): void {
    for (const { name, path, fields } of this.credentials) {
      const holder = name.replace(/\/[^/]*$/, '');
      this.reading.targets.push(credentialTarget({
        id: this.reading.unique(`${this.file}/${name}`), holder, source: this.reading.source(...path), powers: assignmentsFor(holder, this.assignments),
      }, fields));
    }
    const open = this.credentials.length === 0 ? [] : this.assignments.filter(({ principal }) => principal === undefined);
    for (const { id, path } of open) this.notJudged(id, 'Microsoft.Authorization/roleAssignments', 'whom it is for is unknown until deployment', path);
  }

  private resources(holder: Json, path: readonly (string | number)[], scope: Scope, level: Level | undefined, around?: Placed): void {
    const resources = member(holder, 'resources');
    const entries: readonly (readonly [string | number, Json])[] = Array.isArray(resources) ? listAt(holder, 'resources').map((one, i) => [i, one] as const) : Object.entries(objectAt(holder, 'resources'));
    for (const [key, resource] of entries) if (isObject(resource)) this.copies(resource, [...path, 'resources', key], scope, level, around);
  }

  /** A resource once, or once for each number of its loop. */
  private copies(resource: JsonObject, path: readonly (string | number)[], scope: Scope, level: Level | undefined, around: Placed | undefined): void {
    const loop = textAt(resource, 'copy', 'name');
    const count = loop === undefined ? undefined : resolve(member(resource, 'copy', 'count') ?? null, scope);
    if (loop === undefined || typeof count !== 'number' || !(count >= 0 && count <= MOST_COPIES)) return this.one(resource, path, scope, level, around);
    for (let i = 0; i < count; i++) this.one(resource, path, scope.withCopy(loop, i), level, around);
  }

  private one(resource: JsonObject, path: readonly (string | number)[], scope: Scope, level: Level | undefined, around: Placed | undefined): void {
    if (resolve(member(resource, 'condition') ?? true, scope) === false || resource.existing === true) return;
    const [written] = (textAt(resource, 'type') ?? '').split('@');
    const within = around !== undefined && !written.includes('.') ? around : undefined;
    const named = String(asText(resolve(member(resource, 'name') ?? member(resource, 'properties', 'name') ?? '', scope)) ?? path[path.length - 1]);
    const placed: Placed = {
      resource,
      path,
      scope,
      level,
      type: within === undefined ? written : `${within.type}/${written}`,
      name: around === undefined || (within === undefined && named.includes('/')) ? named : `${around.name}/${named}`,
    };
    this.read(placed);
    if (!DEPLOYMENTS.includes(placed.type.toLowerCase())) this.resources(resource, path, scope, level, placed);
  }

  private read(placed: Placed): void {
    const { resource, path, scope, level, type, name } = placed;
    const kind = type.toLowerCase();
    if (CREDENTIALS.includes(kind)) {
      this.credentials.push({ ...placed, fields: resolve(member(resource, 'properties') ?? null, scope) });
    } else if (kind === ASSIGNMENTS) {
      const found = assignmentOf(resource, scope, level);
      if (found !== undefined) this.assignments.push({ ...found, id: `${this.file}/${name}`, path });
    } else if (DEPLOYMENTS.includes(kind)) {
      this.deployment(placed);
    } else if (/[['"()]/.test(type) || (resource.resources === undefined && SPEAKS_OF_CREDENTIALS.test(JSON.stringify(resource)))) {
      this.notJudged(`${this.file}/${name}`, type, 'it speaks of federated credentials in a way that is not read', path);
    }
  }

  /** A template within: its expressions are its own, or those of the template around it. */
  private deployment({ resource, path, scope, name, type }: Placed): void {
    const template = member(resource, 'properties', 'template');
    if (!isObject(template)) return this.notJudged(`${this.file}/${name}`, type, 'its template stands elsewhere and is not read', path);
    const isInner = textAt(resource, 'properties', 'expressionEvaluationOptions', 'scope')?.toLowerCase() === 'inner';
    const given = isInner ? givenTo(resolve(member(resource, 'properties', 'parameters') ?? {}, scope)) : {};
    this.template(template, [...path, 'properties', 'template'], isInner ? scopeOf(template, { budget: scope.parts.budget, parameters: given }) : scope);
  }

  private notJudged(id: string, type: string, reason: string, path: readonly (string | number)[]): void {
    this.reading.unjudged.push({ id: this.reading.unique(id), type, reason, source: this.reading.source(...path) });
  }
}

/** `{ name: { value: … } }`; a reference to a vault of keys has no value that stands here. */
function givenTo(parameters: LateJson): Readonly<Record<string, LateJson>> {
  const table: LateTable = isTable(parameters) ? parameters : {};
  return Object.fromEntries(Object.entries(table).flatMap(([name, one]) => isTable(one) && one.value !== undefined ? [[name, one.value] as const] : []));
}
