/** How Rhai looks: enough of its grammar to colour it. Knows no script. */
import { HighlightStyle, StreamLanguage, syntaxHighlighting, type StreamParser } from '@codemirror/language';
import { tags } from '@lezer/highlight';

const KEYWORDS = new Set(['let', 'const', 'if', 'else', 'switch', 'while', 'loop', 'for', 'in', 'do', 'until', 'break', 'continue', 'return', 'fn', 'private', 'throw', 'try', 'catch', 'is', 'import', 'export', 'as']);
const ATOMS = new Set(['true', 'false', 'this']);

const parser: StreamParser<{ comment: boolean }> = {
  startState: () => ({ comment: false }),
  token(stream, state) {
    if (state.comment || stream.match('/*')) {
      state.comment = !stream.match(/^.*?\*\//);
      if (state.comment) stream.skipToEnd();
      return 'comment';
    }
    if (stream.eatSpace()) return null;
    if (stream.match('//')) {
      stream.skipToEnd();
      return 'comment';
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/) || stream.match(/^`[^`]*`?/) || stream.match(/^'(?:[^'\\]|\\.)'/)) return 'string';
    if (stream.match(/^\d[\d_]*(?:\.\d+)?/)) return 'number';
    const word = stream.match(/^[A-Za-z_]\w*/) as RegExpMatchArray | null;
    if (word) return KEYWORDS.has(word[0]) ? 'keyword' : ATOMS.has(word[0]) ? 'atom' : stream.match(/^\s*\(/, false) ? 'function' : 'variableName';
    if (stream.match(/^[-+*/%=<>!&|?]+/)) return 'operator';
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '//' }, closeBrackets: { brackets: ['(', '[', '{', '"'] } },
  tokenTable: { function: tags.function(tags.variableName) },
};

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--c-purple-fg)' },
  { tag: [tags.string], color: 'var(--c-green-fg)' },
  { tag: [tags.number, tags.atom], color: 'var(--c-orange-fg)' },
  { tag: tags.comment, color: 'var(--m-faint)', fontStyle: 'italic' },
  { tag: tags.function(tags.variableName), color: 'var(--c-blue-fg)' },
]);

export const rhai = [StreamLanguage.define(parser), syntaxHighlighting(colours)];
