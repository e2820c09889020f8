/** A script as people would say it: names in place of keys, the signs of arithmetic as they are written by hand. Pure. */

export interface Said {
  text: string;
  /** What it reads, in order: `amount`, `stage.probability`. */
  reads: string[];
}

export interface ScriptWords {
  /** The name of what a path leads to; nothing for what is no field. */
  name: (path: string) => string | undefined;
  word: (sign: string) => string | undefined;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|`[^`]*`|'[^']*'|\/\/[^\n]*|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*(?!\w*\s*\()|[A-Za-z_]\w*|\d+(?:\.\d+)?|\?\?|&&|\|\||[<>=!]=|\s+|./g;

export function sayScript(script: string, { name, word }: ScriptWords): Said {
  const reads: string[] = [];
  const parts = (script.match(TOKEN) ?? []).map((token) => {
    const said = word(token);
    if (said !== undefined) return said;
    if (!/^[A-Za-z_]/.test(token)) return /^\s+$/.test(token) ? ' ' : token;
    const path = longest(token, name);
    if (!path) return token;
    if (!reads.includes(path)) reads.push(path);
    return `${name(path)}${token.slice(path.length)}`;
  });
  return { text: parts.join('').replace(/ +/g, ' ').trim(), reads };
}

/** As much of a dotted name as leads to a field: what follows is a function of its value. */
function longest(token: string, name: ScriptWords['name']): string | undefined {
  const steps = token.split('.');
  for (let count = steps.length; count > 0; count -= 1) {
    const path = steps.slice(0, count).join('.');
    if (name(path) !== undefined) return path;
  }
  return undefined;
}
