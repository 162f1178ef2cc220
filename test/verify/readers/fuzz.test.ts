import { fuzz } from './fuzz';

test('a broken file gives artefacts with their findings and an answer to any token, or one clear line, and changes no prototype', () => {
  const { faults, read, refused } = fuzz(1500);

  expect(faults).toEqual([]);
  expect(read).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(100);
});
