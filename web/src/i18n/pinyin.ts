/** Initials of Chinese text, so that typing `kh` finds 客户 in menus. Uses the browser's own pinyin order, no dictionary. */

const LETTERS = 'abcdefghjklmnopqrstwxyz';
/** The first character of each letter in pinyin order. */
const FIRST = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀';
const collator = new Intl.Collator('zh-CN-u-co-pinyin');

export function initials(text: string): string {
  return [...text].map(initial).join('');
}

/** Whether what was typed is in the text itself or in its initials. */
export function matches(typed: string, ...texts: (string | null | undefined)[]): boolean {
  const wanted = typed.trim().toLowerCase();
  return texts.some((text) => text && (text.toLowerCase().includes(wanted) || initials(text).includes(wanted)));
}

function initial(char: string): string {
  if (!/\p{Script=Han}/u.test(char)) return char.trim().toLowerCase();
  let found = '';
  for (let at = 0; at < FIRST.length; at += 1) {
    if (collator.compare(char, FIRST[at] ?? '') < 0) break;
    found = LETTERS[at] ?? '';
  }
  return found;
}
