/** A value of any kind as JSON, taken over as soon as it can be read; empty is none. */
import { useState } from 'react';
import { CodeText } from '../code';
import { useT } from './locale';

interface Props {
  label: string;
  value: unknown;
  onChange: (value: unknown) => void;
}

const write = (value: unknown) => (value === undefined || value === null ? '' : JSON.stringify(value, null, 2));

function read(text: string): { value?: unknown; why?: string } {
  if (text.trim() === '') return {};
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) };
  }
}

export function JsonInput({ label, value, onChange }: Props) {
  const t = useT();
  const written = write(value);
  const [held, setHeld] = useState({ text: written, means: written });
  // What was changed elsewhere, such as by undo, is shown; what is being typed stays.
  const text = held.means === written ? held.text : written;
  const { why } = read(text);
  const type = (next: string) => {
    const found = read(next);
    setHeld({ text: next, means: found.why === undefined ? write(found.value) : written });
    if (found.why === undefined) onChange(found.value);
  };
  return (
    <>
      <CodeText label={label} value={text} onChange={type} marks={why ? [{ message: why }] : []} />
      {why && <div className="m-danger" role="alert">{t('badJson', { why })}</div>}
    </>
  );
}
