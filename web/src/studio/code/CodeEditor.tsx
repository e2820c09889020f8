/** The editor of scripts as a part of a form: its text, its marks and its height follow what they are given. */
import { useEffect, useRef } from 'react';
import type { EditorView } from '@codemirror/view';
import { follow, mark, openEditor } from './editor';
import type { Names } from './names';
import type { Mark } from './place';
import './code.css';

export interface CodeProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  names: Names;
  marks: Mark[];
  hint?: string;
  file?: boolean;
}

export default function CodeEditor({ label, value, onChange, names, marks, hint, file }: CodeProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ names, onChange });
  latest.current = { names, onChange };
  useEffect(() => {
    if (!box.current) return;
    const made = openEditor({ parent: box.current, text: value, label, hint, file, names: () => latest.current.names, onChange: (text) => latest.current.onChange(text) });
    view.current = made;
    return () => made.destroy();
    // Text and marks follow below; the rest stays while it is open.
  }, [label, hint, file]);
  useEffect(() => {
    if (view.current) follow(view.current, value);
  }, [value]);
  const key = JSON.stringify(marks);
  useEffect(() => {
    if (view.current) mark(view.current, marks);
  }, [key]);
  return <div ref={box} className={file ? 's-editor s-editor-file' : 's-editor'} data-wrong={marks.length > 0} />;
}
