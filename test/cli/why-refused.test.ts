import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runIn } from './run-here';
import { REFUSALS, whyRefusedPage } from './why-refused';

describe('the first reason of a refusal names the cause and the mend', () => {
  test.each(REFUSALS)('$title', async ({ trust, claims, cause, mend }) => {
    const { code, stdout } = await runIn({ 'trust.json': trust, 'claims.json': claims }, ['explain', 'trust.json', '--token', 'claims.json', '--format', 'json']);
    const { decisions: [{ decision, reasons: [first] }] } = JSON.parse(stdout);

    expect({ code, decision, ok: first.ok }).toEqual({ code: 1, decision: 'reject', ok: false });
    expect(first.hint).toMatch(cause);
    expect(first.hint).toMatch(mend);
  });
});

test('the page of the docs is what the command prints (npx tsx build-tools/write-why-refused.ts writes it anew)', async () => {
  expect(readFileSync(join(__dirname, '..', '..', 'docs', 'explain.md'), 'utf8')).toBe(await whyRefusedPage());
});
