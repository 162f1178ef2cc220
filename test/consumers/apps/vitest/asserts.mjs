import { CLAIMS, OTHER, POLICY } from './trusts.mjs';

export function asserts(expect) {
  expect(POLICY).toAdmit(CLAIMS);
  expect(POLICY).not.toAdmit(OTHER);
  expect(POLICY).toReject(OTHER);
  expect(POLICY).toHaveNoFindings();
  expect(POLICY).toBeJudgedWhole();
  expect(() => expect(POLICY).toAdmit(OTHER)).toThrow(/the token should be admitted/);
}
