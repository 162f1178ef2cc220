/** Runs named checks one after the other, one line each, and counts them. */
export class Checks {
  private passed = 0;
  private failed = 0;

  public run(name: string, check: () => string | void): boolean {
    const start = Date.now();
    const seconds = () => `${((Date.now() - start) / 1000).toFixed(1)} s`;
    try {
      const detail = check();
      this.passed++;
      console.log(`ok    ${name}${detail ? `: ${detail}` : ''} (${seconds()})`);
      return true;
    } catch (error) {
      this.failed++;
      console.log(`FAIL  ${name} (${seconds()})\n${indented(error instanceof Error ? error.message : String(error))}`);
      return false;
    }
  }

  public summary(): boolean {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    return this.failed === 0;
  }
}

function indented(text: string): string {
  return text.trimEnd().split('\n').map(line => `      ${line}`).join('\n');
}
