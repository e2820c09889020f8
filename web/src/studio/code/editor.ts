/** A small editor for scripts: colours, completion of names by key, label or pinyin, problems marked at their place. Knows no React. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap } from '@codemirror/commands';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState, type Text } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view';
import { matches } from '@/i18n/pinyin';
import type { Names } from './names';
import type { Mark } from './place';
import { rhai } from './rhai';

export interface Settings {
  parent: HTMLElement;
  text: string;
  label: string;
  hint?: string;
  /** A whole file: numbered lines. */
  file?: boolean;
  names: () => Names;
  onChange: (text: string) => void;
}

export function openEditor({ parent, text, label, hint, file, names, onChange }: Settings): EditorView {
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        rhai, indentOnInput(), bracketMatching(), closeBrackets(), EditorView.lineWrapping,
        autocompletion({ override: [(context) => complete(context, names())], icons: false, interactionDelay: 0 }),
        // Tab leads on to the next control; undo is the studio's own.
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap]),
        ...(file ? [lineNumbers(), lintGutter()] : []), ...(hint ? [placeholder(hint)] : []),
        EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((one) => one.isUserEvent('outside'))) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });
}

/** Shows what was changed elsewhere, such as by undo. */
export function follow(view: EditorView, text: string) {
  if (view.state.doc.toString() !== text) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, userEvent: 'outside' });
}

export function mark(view: EditorView, marks: Mark[]) {
  view.dispatch(setDiagnostics(view.state, marks.map((one) => diagnostic(view.state.doc, one))));
}

/** The word or sign at the place; the whole text where none is known. */
function diagnostic(doc: Text, { line, column, message }: Mark): Diagnostic {
  const shared = { severity: 'error', message } as const;
  if (line === undefined || line > doc.lines) return { from: 0, to: doc.length, ...shared };
  const at = doc.line(line);
  const from = Math.min(at.from + Math.max(0, (column ?? 1) - 1), at.to);
  const word = /^(?:\w+|[^\w\s]+)/.exec(at.text.slice(from - at.from))?.[0] ?? '';
  return word ? { from, to: from + word.length, ...shared } : { from: Math.max(at.from, from - 1), to: from, ...shared };
}

/** Names that fit what stands before the cursor. */
export function complete(context: CompletionContext, names: Names): CompletionResult | null {
  const typed = context.matchBefore(/[\w.\p{Script=Han}]+/u);
  if (!typed && !context.explicit) return null;
  const steps = (typed?.text ?? '').split('.');
  const last = steps.pop() ?? '';
  if (/^\d/.test(last)) return null;
  const found = names(steps).filter((name) => matches(last, name.label, name.key));
  if (found.length === 0 || (found.length === 1 && found[0]?.key === last)) return null;
  return {
    from: context.pos - last.length,
    filter: false,
    options: found.map(({ key, label }) => ({ label: key, displayLabel: label, detail: key, type: 'variable' })),
  };
}
