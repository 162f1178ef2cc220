import { blocks } from './blocks';
import { configurationModule, isConfiguration, stackName } from './configuration';
import type { Module, Resource } from './module';
import { isShown, isState, shownModule, stateModule } from './plan';
import type { LateJson } from '../../../private/late';
import type { Document } from '../private/document';
import { Json, JsonObject, member, textAt } from '../private/values';

/** Configurations, plans and states that were read together: one reads outputs of another from its state. */
export class Configurations {
  private readonly modules = new Map<Document, Module>();

  constructor(private readonly documents: readonly Document[]) {}

  public moduleOf(document: Document): Module {
    const known = this.modules.get(document);
    if (known !== undefined) return known;
    const module = this.read(document);
    this.modules.set(document, module);
    return module;
  }

  private read(document: Document): Module {
    const { value } = document;
    if (isShown(value)) return shownModule(value);
    return isState(value) ? stateModule(value) : configurationModule(value, (state, output) => this.output(document, state, output));
  }

  /** What the configuration that keeps its state there gives out under a name; nothing where it is not told which of several that is. */
  private output(reader: Document, state: Resource, name: string): LateJson | undefined {
    const candidates = this.documents.filter(one => one !== reader && isTerraform(one.value) && backendFits(one.value, state) !== false)
      .map(one => ({ one, fits: backendFits(one.value, state), value: this.moduleOf(one).output(name) }))
      .filter(({ value }) => value !== undefined);
    const certain = candidates.filter(({ fits }) => fits === true);
    const [only, ...others] = certain.length > 0 ? certain : candidates;
    return others.length === 0 ? only?.value : undefined;
  }
}

export function isTerraform(value: Json): boolean {
  return isShown(value) || isState(value) || isConfiguration(value);
}

/** What CDKTF calls the state of a stack that another one reads. */
const CROSS_STACK = 'data.terraform_remote_state.cross-stack-reference-input-';

/** Whether a configuration keeps its state where another one reads it; nothing where that is not told. */
function backendFits(value: Json, { address, body }: Resource): boolean | undefined {
  const stack = stackName(value);
  if (stack !== undefined && address.startsWith(CROSS_STACK)) return address === `${CROSS_STACK}${stack}`;
  const backends = blocks(member(value, 'terraform')).flatMap(one => blocks(one.backend)).flatMap(one => Object.entries(one));
  const [[type, written] = [undefined, undefined], ...others] = backends;
  if (type === undefined || others.length > 0) return undefined;
  if (type !== textAt(body, 'backend')) return false;
  const [kept = {}] = blocks(written);
  const [read = {}] = blocks(body.config);
  return sameConfig(kept, read);
}

/** By what both say: what is computed may be the same. */
function sameConfig(kept: JsonObject, read: JsonObject): boolean | undefined {
  const isTold = (value: Json | undefined) => value !== undefined && !JSON.stringify(value).includes('${');
  const shared = PLACES.filter(key => isTold(kept[key]) && isTold(read[key]));
  if (shared.length === 0) return undefined;
  if (shared.every(key => JSON.stringify(kept[key]) === JSON.stringify(read[key]))) return true;
  // a path is relative to its own directory on either side
  return [kept.path, read.path].some(path => typeof path === 'string' && !path.startsWith('/')) ? undefined : false;
}

/** What names the place of a state, and not how one gets there. */
const PLACES = [
  'path', 'bucket', 'key', 'prefix', 'organization', 'workspaces', 'storage_account_name', 'container_name', 'address', 'name', 'repo', 'subpath', 'secret_suffix',
  'schema_name',
];
