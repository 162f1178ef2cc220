/** A text that is no longer than somebody reads, with its length where something is missing. No character that takes two units of UTF-16 is cut in the middle. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const isHalf = /[\ud800-\udbff]/.test(text[most - 1]);
  return `${text.slice(0, isHalf ? most - 1 : most)}… (${text.length} characters)`;
}
