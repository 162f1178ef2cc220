import type { Issuer } from '../issuer';
import type { Workload } from '../workload';

/**
 * What a target can say in one go: a job is admitted if each claim carries one of its values.
 * Workloads share a box only if that admits nothing that none of them admits.
 */
export interface Box {
  readonly issuer: Issuer;
  /** Whether the values of `sub` are beginnings. */
  readonly prefix: boolean;
  /** By claim, `sub` among them unless the workload has none. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** The workloads as few boxes, which together admit exactly what the workloads admit. */
export function boxesOf(workloads: readonly Workload[]): Box[] {
  return merged(workloads.flatMap(boxesOfOne));
}

/** Whether nothing tells the jobs of a workload from all others of their issuer. */
export function namesNobody(workload: Workload): boolean {
  const { subjects, claims } = workload._parts();
  return subjects.length === 0 && Object.keys(claims).length === 0;
}

function boxesOfOne(workload: Workload): Box[] {
  const { subjects, claims } = workload._parts();
  if (subjects.length === 0) return [{ issuer: workload.issuer, prefix: false, values: claims }];
  return [false, true].flatMap(prefix => {
    const sub = subjects.filter(test => test.prefix === prefix).map(test => test.text);
    return sub.length === 0 ? [] : [{ issuer: workload.issuer, prefix, values: { sub, ...claims } }];
  });
}

/** Two boxes that differ in one dimension at most are together exactly their union; any other pair would admit combinations that nobody declared. */
function merged(boxes: readonly Box[]): Box[] {
  const done: Box[] = [];
  for (let box of boxes) {
    let place = done.length;
    for (let i = done.length - 1; i >= 0; i--) {
      const union = unionOf(done[i], box);
      if (union === undefined) continue;
      done.splice(i, 1);
      box = union;
      place = Math.min(place, i);
      i = done.length; // what has grown may now fit with another
    }
    done.splice(place, 0, box);
  }
  return done;
}

function unionOf(a: Box, b: Box): Box | undefined {
  const names = Object.keys(a.values);
  const sameKind = a.issuer.url === b.issuer.url && a.prefix === b.prefix
    && names.length === Object.keys(b.values).length && names.every(name => b.values[name] !== undefined);
  if (!sameKind) return undefined;
  const different = names.filter(name => !sameValues(a.values[name], b.values[name]));
  if (different.length > 1) return undefined;
  const [name] = different;
  if (name === undefined) return a;
  return { ...a, values: { ...a.values, [name]: [...new Set([...a.values[name], ...b.values[name]])] } };
}

function sameValues(a: readonly string[], b: readonly string[]): boolean {
  return new Set([...a, ...b]).size === new Set(a).size && new Set(a).size === new Set(b).size;
}
