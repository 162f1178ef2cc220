import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runIn } from './run-here';
import { REFUSALS, whyRefusedPage } from './why-refused';

const ROOT = join(__dirname, '..', '..');

describe('the first reason of a refusal names the cause and the fix', () => {
  test.each(REFUSALS)('$title', async ({ trust, claims, cause, fix }) => {
    const { code, stdout } = await runIn({ 'trust.json': trust, 'claims.json': claims }, ['explain', 'trust.json', '--token', 'claims.json', '--format', 'json']);
    const { decisions: [{ decision, reasons: [first] }] } = JSON.parse(stdout);

    expect({ code, decision, ok: first.ok }).toEqual({ code: 1, decision: 'reject', ok: false });
    expect(first.hint).toMatch(cause);
    expect(first.hint).toMatch(fix);
  });
});

describe('what the command prints stands in the documentation (npx tsx build-tools/write-why-refused.ts writes it anew)', () => {
  test('the page', async () => {
    expect(readFileSync(join(ROOT, 'docs', 'explain.md'), 'utf8')).toBe(await whyRefusedPage());
  });
});
