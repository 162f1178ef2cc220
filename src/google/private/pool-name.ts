import { TerraformDataSource, TerraformElement, TerraformProvider, TerraformResource, TerraformStack } from 'cdktf';
import { IConstruct } from 'constructs';
import { holdsToken } from '../../private/tokens';
import { fromTerraformLiteral, isTemplate } from '../../terraform/literal';
import { canonical } from '../../terraform/private/references';
import { outputBehind } from '../../terraform/private/remote-outputs';
import { attributesIn, elementsBelow, writtenIn, WrittenResource } from '../../terraform/private/written';
import { POOL_NAME } from '../limits';
import type { IWorkloadIdentityPool } from '../workload-identity-pool';

const POOL_TYPE = 'google_iam_workload_identity_pool';
const PROVIDER_TYPE = 'google_iam_workload_identity_pool_provider';

/** What is known of which pool is meant: Google knows it by project and id. */
export interface PoolName {
  readonly id: string;
  /** Every way in which its project is named: by id, by number, by reference. */
  readonly projects: readonly string[];
  /** Whether the app defines it: Google refuses to define a pool twice. */
  readonly isDefined: boolean;
}

/** A provider that was defined without this library. */
export interface RawProvider {
  readonly name: PoolName;
  /** Whose tokens it takes, as far as it is known. */
  readonly issuer: string;
  readonly element: IConstruct;
}

/** Pool and project as the app names them. */
export function poolNameOf(pool: IWorkloadIdentityPool): PoolName {
  const { resource } = pool as { readonly resource?: TerraformResource };
  if (resource !== undefined) return definedPool(resource);
  const behind = poolBehind(pool.poolName, pool);
  if (behind !== undefined) return behind;
  const number = POOL_NAME.test(pool.poolName) ? [/^projects\/(\d+)\//.exec(pool.poolName)![1]] : [];
  const project = pool.project === undefined ? [] : [canonical(pool.project, pool)!];
  return { id: literal(canonical(pool.poolId, pool))!, projects: [...number, ...project, ...number.length + project.length === 0 ? defaultProject(pool, undefined) : []], isDefined: false };
}

function definedPool(resource: TerraformResource): PoolName {
  const { workload_identity_pool_id: id, project } = attributesIn(resource);
  return { id: literal(canonical(id, resource)) ?? '', projects: projectOf(project, resource, resource.provider), isDefined: true };
}

function projectOf(project: unknown, scope: IConstruct, provider: TerraformProvider | undefined): string[] {
  const text = literal(canonical(project, scope));
  return text === undefined ? defaultProject(scope, provider) : [text];
}

/** The project of the Terraform provider, or that provider itself where it names none. */
function defaultProject(scope: IConstruct, provider: TerraformProvider | undefined): string[] {
  const stack = TerraformStack.of(scope);
  const used = provider ?? stack.node.findAll().find((child): child is TerraformProvider => isGoogle(child) && child.alias === undefined);
  const project = used === undefined ? undefined : literal(canonical((used as { readonly project?: unknown }).project, used));
  return [project ?? `provider google of ${used === undefined ? stack.node.path : used.node.path}`];
}

function isGoogle(child: IConstruct): child is TerraformProvider {
  return TerraformElement.isTerraformElement(child) && (child as Partial<TerraformProvider>).terraformResourceType === 'google' && 'alias' in child;
}

/** A text as Google will see it, where Terraform has nothing to fill in; the reference else. */
function literal(text: string | undefined): string | undefined {
  return text === undefined || isTemplate(text) ? text : fromTerraformLiteral(text);
}

/**
 * Whether two names are those of one pool. A number and an id of a project cannot be compared, nor what only Terraform knows: then it may
 * be the same pool, unless the app defines both, which Google would refuse.
 */
export function isSamePool(a: PoolName, b: PoolName): 'yes' | 'no' | 'perhaps' {
  if (a.id !== b.id) return 'no';
  if (a.projects.some(project => b.projects.includes(project))) return 'yes';
  const differ = [isNumber, isId].some(kind => a.projects.some(kind) && b.projects.some(kind));
  return differ || (a.isDefined && b.isDefined) ? 'no' : 'perhaps';
}

function isNumber(project: string): boolean {
  return /^\d+$/.test(project);
}

function isId(project: string): boolean {
  return /^[a-z][a-z0-9.:-]*$/.test(project);
}

/** Providers of any kind in the stacks below a construct, without those that are known to be ours. */
export function rawProvidersBelow(place: IConstruct, own: ReadonlySet<IConstruct>): RawProvider[] {
  return place.node.findAll().filter(TerraformStack.isStack).flatMap(stack => [...writtenIn(stack, PROVIDER_TYPE).values()].filter(({ by }) => !own.has(by)).map(rawProvider));
}

interface ProviderAttributes {
  readonly workload_identity_pool_id?: unknown;
  readonly project?: unknown;
  readonly oidc?: unknown;
  readonly provider?: unknown;
}

function rawProvider({ attributes, by }: WrittenResource): RawProvider {
  const { workload_identity_pool_id: id, project, oidc } = attributes as ProviderAttributes;
  const [block] = [oidc].flat() as ({ readonly issuer_uri?: unknown } | undefined)[];
  const issuer = block === undefined ? 'a provider without "oidc"' : literal(canonical(block.issuer_uri, by)) ?? 'an issuer that is not named';
  return { name: rawName(id, project, by), issuer, element: by };
}

function rawName(id: unknown, project: unknown, by: IConstruct): PoolName {
  const text = literal(canonical(id, by)) ?? '';
  return namedBy(text, by) ?? { id: text, projects: projectOf(project, by, (by as { readonly provider?: TerraformProvider }).provider), isDefined: false };
}

/** The pool whose attribute a text is, in the end: an output of another stack may stand between. */
export function poolBehind(text: string, scope: IConstruct): PoolName | undefined {
  const spelling = holdsToken(text) ? canonical(text, scope) : undefined;
  return spelling === undefined ? undefined : namedBy(outputBehind(spelling, scope), scope);
}

/** The pool that a reference names: its resource, or the data source that reads it. */
function namedBy(text: string, scope: IConstruct): PoolName | undefined {
  const [, path, isRead, id] = /^\$\{([^#{}]*)#(data\.)?google_iam_workload_identity_pool\.([\w-]+)\.(?:workload_identity_pool_id|name|id)\}$/.exec(text) ?? [];
  const stack = path === undefined ? undefined : scope.node.root.node.findAll().filter(TerraformStack.isStack).find(({ node }) => node.path === path);
  if (stack === undefined) return undefined;
  if (isRead !== undefined) return elementsBelow(stack).filter(isDataSource).filter(({ friendlyUniqueId }) => friendlyUniqueId === id).map(readPool)[0];
  const found = writtenIn(stack, POOL_TYPE).get(id)?.by;
  return found !== undefined && TerraformResource.isTerraformResource(found) ? definedPool(found) : undefined;
}

function isDataSource(element: TerraformElement): element is TerraformDataSource {
  return TerraformDataSource.isTerraformDataSource(element) && element.terraformResourceType === POOL_TYPE;
}

function readPool(source: TerraformDataSource): PoolName {
  const { data } = source.toTerraform() as { readonly data: Readonly<Record<string, Readonly<Record<string, { readonly workload_identity_pool_id?: unknown; readonly project?: unknown }>>>> };
  const { workload_identity_pool_id: id, project } = data[POOL_TYPE][source.friendlyUniqueId];
  return { id: literal(canonical(id, source)) ?? '', projects: projectOf(project, source, source.provider), isDefined: false };
}
