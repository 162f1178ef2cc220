/** All of it in upper case, or in lower case where it is that already. */
export function inOtherCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}

/** With another character in one place. */
export function oneCharacterOff(text: string, at: number): string {
  return `${text.slice(0, at)}${text[at] === '#' ? '+' : '#'}${text.slice(at + 1)}`;
}
