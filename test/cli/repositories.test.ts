import { REPOSITORIES } from './repositories';
import { runIn } from './run-here';

describe.each(REPOSITORIES)('review . at the root of %s', (_name, { files, targets, passedOver, unjudged, code }) => {
  test('reads what there is, and ends with the code of its findings', async () => {
    const ran = await runIn(files, ['review', '.', '--format', 'json']);
    const report = JSON.parse(ran.stdout);

    expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code, stderr: '' });
    expect(report.targets.map(({ id }: { id: string }) => id)).toEqual(targets);
    expect(report.findings.some(({ severity }: { severity: string }) => severity === 'error')).toBe(code === 1);
    expect(report.unjudged.map(({ id }: { id: string }) => id)).toEqual(unjudged);
    expect(report.passedOver).toBe(passedOver);
  });

  test('says in one line what it passed over', async () => {
    const { stdout } = await runIn(files, ['review', '.']);

    expect(stdout.match(/passed over/g)).toHaveLength(1);
    expect(stdout).toMatch(new RegExp(`\\npassed over ${passedOver} files that are no artefacts\\n$`));
  });
});
