/* eslint-disable no-bitwise -- a generator of random numbers is made of little else */
/** Numbers that look drawn by chance and are the same in every run with the same seed. */
export class Random {
  public constructor(private state: number) {}

  /** From 0 on, below 1. */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  public below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  public chance(probability: number): boolean {
    return this.next() < probability;
  }

  public pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)];
  }

  public some<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}
