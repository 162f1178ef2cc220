import { Trust } from '../verify/trust';

/** What a matcher looks at: a trust, the text of an artefact, or a policy or template as an object. */
export type TrustLike = Trust | string | { readonly [key: string]: unknown };

export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

type Claims = { readonly [claim: string]: unknown };

/**
 * The matchers, for `expect.extend` of Jest and of Vitest. Importing this file extends the `expect` of whichever runs.
 *
 * A target that cannot be decided neither admits nor rejects.
 */
export const matchers = {
  toAdmit(received: TrustLike, claims: Claims): MatcherResult {
    const trust = trustOf(received);
    return { pass: trust.admits(claims), message: () => `the token should ${trust.admits(claims) ? 'not be' : 'be'} admitted\n${trust.describe(claims)}` };
  },

  toReject(received: TrustLike, claims: Claims): MatcherResult {
    const trust = trustOf(received);
    const pass = trust.decide(claims).outcome === 'reject';
    return { pass, message: () => `the token should ${pass ? 'not be' : 'be'} rejected\n${trust.describe(claims)}` };
  },

  toHaveNoFindings(received: TrustLike): MatcherResult {
    const trust = trustOf(received);
    const findings = trust.findings();
    const listed = findings.map(({ severity, rule, target, message, remedy, source }) => `  ${severity} ${rule} ${target} (${source}): ${message}; ${remedy}`);
    return { pass: findings.length === 0, message: () => findings.length === 0 ? 'the trust should have findings and has none' : [`the trust should have no findings and has ${findings.length}`, ...listed, ...notJudged(trust)].join('\n') };
  },

  toBeJudgedWhole(received: TrustLike): MatcherResult {
    const lines = notJudged(trustOf(received));
    const pass = lines.length === 0;
    return { pass, message: () => pass ? 'something should not be judged, and all of the trust is' : ['all of the trust should be judged, and something is not', ...lines].join('\n') };
  },
};

/** No finding says nothing of what was not judged. */
function notJudged(trust: Trust): string[] {
  return trust.unjudged().map(line => `  not judged: ${line}`);
}

function trustOf(received: TrustLike): Trust {
  if (typeof received === 'string') return Trust.fromText(received);
  if (isTrust(received)) return received;
  return Trust.fromText(JSON.stringify(received) ?? '');
}

/** Told by what it can do, not by its class: two copies of the package are common. */
function isTrust(x: unknown): x is Trust {
  return ['decide', 'admits', 'describe', 'findings'].every(name => typeof (x as { readonly [key: string]: unknown } | null)?.[name] === 'function');
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- jest's own is one
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- as jest declares it, or the two would not merge
    interface Matchers<R, T = {}> {
      /** Some target of the trust takes the token with these claims. */
      toAdmit(claims: { readonly [claim: string]: unknown }): R;
      /** Every target of the trust refuses the token with these claims. */
      toReject(claims: { readonly [claim: string]: unknown }): R;
      /** The rules have nothing to say of the trust. */
      toHaveNoFindings(): R;
      /** Nothing was seen of the trust that could not be read or judged: without findings it is clean. */
      toBeJudgedWhole(): R;
    }
  }
}

interface Expect {
  extend?(all: typeof matchers): void;
}

/** Where Vitest keeps its `expect`, whether or not its globals are switched on. */
const VITEST = Symbol.for('expect-global');

const { expect: global, [VITEST]: vitest } = globalThis as { readonly expect?: Expect; readonly [VITEST]?: Expect };
(vitest ?? global)?.extend?.(matchers);
