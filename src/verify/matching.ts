/** Whether an id is the one that is named, or one that fits where the name has asterisks. */
export function matcher(pattern: string): (id: string) => boolean {
  if (!pattern.includes('*')) return id => id === pattern;
  const source = pattern.split('*').map(part => part.replace(/[\\^$.|?+()[\]{}/]/g, '\\$&')).join('.*');
  const expression = new RegExp(`^${source.replace(/(\.\*)+/g, '.*')}$`, 'su');
  return id => expression.test(id);
}
