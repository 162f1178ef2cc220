import { reviewJson } from '../../src/verify/reports/review-json';
import { reviewMarkdown } from '../../src/verify/reports/review-markdown';
import { reviewText } from '../../src/verify/reports/review-text';
import { Reviewed, unjudgedLines } from '../../src/verify/reports/reviewed';

const source = { file: 'main.tf.json', pointer: '/resource/awscc_iam_role/wide' };
const reviewedOf = (ids: readonly string[]): Reviewed => ({
  targets: [],
  findings: [],
  suppressed: 0,
  unjudged: ids.map(id => ({ id, type: 'awscc_iam_role', reason: 'resources of this type are not read', source })),
});

describe('what was seen and not judged', () => {
  test.each([['text', reviewText], ['Markdown', reviewMarkdown], ['JSON', reviewJson]])('is named and counted as %s', (_format, report) => {
    expect(report(reviewedOf(['awscc_iam_role.wide'])).replace(/\\/g, '')).toContain('awscc_iam_role.wide');
  });

  test('stands in the summary', () => {
    expect(reviewText(reviewedOf(['a', 'b']))).toMatch(/0 targets, 0 errors, 0 warnings, 0 notes, 2 not judged\n$/);
  });

  test('is counted by type and reason, the first of them by name', () => {
    expect(unjudgedLines(reviewedOf(['a', 'b', 'c', 'd', 'e', 'f', 'g'])))
      .toEqual(['7 of awscc_iam_role (a, b, c, d, e and 2 more): resources of this type are not read']);
  });
});
