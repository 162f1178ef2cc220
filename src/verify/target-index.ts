import { Claims, decide } from './decide';
import type { Target } from './model';
import { tokenKeysOf } from './private/token-keys';
import { own } from '../identity/private/own';

/** Targets by their places in what was given, of one issuer. */
interface Shelf {
  readonly bySubject: Map<string, number[]>;
  readonly byPrefix: Map<string, number[]>;
  /** Lengths of the prefixes, so that each is looked up once. */
  readonly lengths: Set<number>;
}

/**
 * Many targets, laid out so that a token is put only to those that could take it.
 *
 * A target that tests the subject to the letter is found by it, one that tests a pattern by the beginning of the pattern; only one that does neither is put every token of
 * its issuer.
 */
export class TargetIndex {
  private readonly byIssuer = new Map<string, Shelf>();
  private readonly ofAnyIssuer = shelf();

  public constructor(private readonly targets: readonly Target[]) {
    targets.forEach((target, place) => {
      for (const { issuer, subjects, prefixes } of tokenKeysOf(target)) {
        const { bySubject, byPrefix, lengths } = issuer === undefined ? this.ofAnyIssuer : this.shelfOf(issuer);
        for (const subject of subjects) put(bySubject, subject, place);
        for (const prefix of prefixes) {
          put(byPrefix, prefix, place);
          lengths.add(prefix.length);
        }
      }
    });
  }

  /** The targets that could take a token, in their order; every other one rejects it. */
  public candidates(claims: Claims): readonly Target[] {
    const places: number[] = [];
    const iss = own(claims, 'iss');
    const sub = own(claims, 'sub');
    const ofIssuer = typeof iss === 'string' ? this.byIssuer.get(iss) : undefined;
    if (ofIssuer !== undefined) collect(ofIssuer, sub, places);
    collect(this.ofAnyIssuer, sub, places);
    if (places.length > 1) places.sort((a, b) => a - b);
    return places.filter((place, i) => place !== places[i - 1]).map(place => this.targets[place]);
  }

  /** The targets that take a token, in their order. */
  public admitting(claims: Claims): readonly Target[] {
    return this.candidates(claims).filter(target => decide(target, claims).outcome === 'accept');
  }

  private shelfOf(issuer: string): Shelf {
    const known = this.byIssuer.get(issuer) ?? shelf();
    this.byIssuer.set(issuer, known);
    return known;
  }
}

function shelf(): Shelf {
  return { bySubject: new Map(), byPrefix: new Map(), lengths: new Set() };
}

function put(places: Map<string, number[]>, key: string, place: number): void {
  const known = places.get(key);
  if (known === undefined) places.set(key, [place]);
  else if (known[known.length - 1] !== place) known.push(place);
}

function collect({ bySubject, byPrefix, lengths }: Shelf, sub: unknown, places: number[]): void {
  const text = typeof sub === 'string' ? sub : undefined;
  if (text !== undefined) places.push(...bySubject.get(text) ?? []);
  for (const length of lengths) {
    if (length === 0 || (text !== undefined && length <= text.length)) places.push(...byPrefix.get(length === 0 ? '' : text!.slice(0, length)) ?? []);
  }
}
