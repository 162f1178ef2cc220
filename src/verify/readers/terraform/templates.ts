/** A piece of a Terraform template: text as it is meant, or the source of an expression. */
export type Piece = { readonly text: string } | { readonly expression: string };

/**
 * A string of Terraform's JSON, taken apart at its `${…}`. A directive (`%{…}`) is an expression as well, one that nobody here computes.
 *
 * @param template as it stands in the file, `$${` and `%%{` escaped
 */
export function piecesOf(template: string): Piece[] {
  const pieces: Piece[] = [];
  let text = '';
  for (let at = 0; at < template.length;) {
    const sign = template[at];
    const escaped = (sign === '$' || sign === '%') && template.startsWith(`${sign}${sign}{`, at);
    const opens = (sign === '$' || sign === '%') && template[at + 1] === '{';
    if (escaped) {
      text += `${sign}{`;
      at += 3;
    } else if (opens) {
      const end = endOf(template, at + 2);
      if (text !== '') pieces.push({ text });
      text = '';
      const inner = template.slice(at + 2, end - 1).trim().replace(/^~|~$/g, '').trim();
      pieces.push({ expression: sign === '%' ? `%{${inner}}` : inner });
      at = end;
    } else {
      text += sign;
      at += 1;
    }
  }
  if (text !== '') pieces.push({ text });
  return pieces;
}

/** Just after the brace that closes the one before `start`; quoted text and further braces are stepped over. */
function endOf(template: string, start: number): number {
  let depth = 1;
  let quoted = false;
  for (let at = start; at < template.length; at++) {
    const sign = template[at];
    if (quoted && sign === '\\') {at += 1;} else if (sign === '"') {quoted = !quoted;} else if (!quoted && sign === '{') {depth += 1;} else if (!quoted && sign === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return template.length + 1;
}

/** A name after a dot, or a key in brackets: nothing of it is known where it is computed (`[each.key]`). */
export type Step = { readonly name: string } | { readonly key: string | number | undefined; readonly written: string };

/** The steps of `a.b[0]["c"].d`; nothing for any other expression. */
export function traversalOf(expression: string): Step[] | undefined {
  if (!/^[A-Za-z_][\w-]*(\.[\w-]+|\["(?:[^"\\]|\\.)*"\]|\[[\w.-]+\])*$/.test(expression)) return undefined;
  return [...expression.matchAll(/\[("(?:[^"\\]|\\.)*")\]|\[([\w.-]+)\]|([\w-]+)/g)].map(([, quoted, bare, name]): Step => {
    if (name !== undefined) return { name };
    if (quoted !== undefined) return { key: textIn(quoted), written: quoted };
    return { key: /^\d+$/.test(bare) ? Number(bare) : undefined, written: bare };
  });
}

function textIn(quoted: string): string | undefined {
  if (/[$%]\{/.test(quoted)) return undefined; // computed
  try {
    return JSON.parse(quoted);
  } catch {
    return undefined;
  }
}
