import { Issuer, Workload } from '../../src';
import type { WorkloadParts } from '../../src/identity/private/workload-parts';

/** A workload of a kind that the library does not have yet: nothing is known of it but what a test says. */
export class BareWorkload extends Workload {
  constructor(issuer: Issuer, private readonly said: Partial<WorkloadParts>) {
    super(issuer);
  }

  public _render(): WorkloadParts {
    return { subjects: [], claims: {}, facts: {}, reasons: [], advice: [], alternatives: {}, sample: () => ({}), label: 'a bare workload', ...this.said };
  }
}
