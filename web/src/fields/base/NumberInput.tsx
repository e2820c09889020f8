/** The input that the number types share. */
import { Input } from 'antd';
import { useEffect, useState } from 'react';
import type { EditorProps } from '../types';
import { parseNumber } from './numbers';

interface Props extends EditorProps {
  prefix?: string;
  suffix?: string;
}

/** Hands on what was typed as it is when it is no number, so that nothing typed is lost and the error can say so. */
export function NumberInput({ value, onChange, id, label, invalid, describedBy, autoFocus, disabled, cell, prefix, suffix }: Props) {
  const [text, setText] = useState(() => written(value));
  useEffect(() => setText((old) => (same(old, value) ? old : written(value))), [value]);
  // Begun by typing over a cell: what came so far is text and may be the whole number already.
  useEffect(() => {
    const begun = typeof value === 'string' ? parseNumber(value) : undefined;
    if (begun !== undefined) onChange(begun);
  }, []);
  const change = (next: string) => {
    setText(next);
    const parsed = parseNumber(next);
    onChange(parsed === undefined ? next : parsed);
  };
  return (
    <Input id={id} aria-label={id ? undefined : label} value={text} inputMode="decimal" autoFocus={autoFocus} disabled={disabled} autoComplete="off"
      status={invalid ? 'error' : undefined} aria-invalid={invalid} aria-describedby={describedBy} variant={cell ? 'borderless' : undefined}
      prefix={prefix} suffix={suffix} className="m-num" onChange={(event) => change(event.target.value)} onBlur={() => setText(written(value))} />
  );
}

const written = (value: unknown) => (value === null || value === undefined ? '' : String(value));

const same = (text: string, value: unknown) => {
  const parsed = parseNumber(text);
  return parsed === undefined ? text === value : parsed === (value ?? null);
};
