/** The JSON Schema of what is pushed, typed; it is taken over as soon as it can be read. */
import { useState } from 'react';
import { CodeText } from '../../code';
import { Setting } from '../../parts';
import { readSettings } from '../json';
import { useT } from './locale';

export function Schema({ schema, onChange }: { schema: unknown; onChange: (schema: Record<string, unknown> | undefined) => void }) {
  const t = useT();
  const written = schema === undefined || schema === null ? '' : JSON.stringify(schema, null, 2);
  const [held, setHeld] = useState({ text: written, means: written });
  // What was changed elsewhere, such as by undo, is shown; what is being typed stays.
  const text = held.means === written ? held.text : written;
  const read = text.trim() === '' ? { value: {} } : readSettings(text);
  const type = (next: string) => {
    const empty = next.trim() === '';
    const { value } = empty ? { value: undefined } : readSettings(next);
    setHeld({ text: next, means: empty ? '' : value ? JSON.stringify(value, null, 2) : written });
    if (empty || value) onChange(value);
  };
  const trouble = read.value ? undefined : t('badSchema', { why: ('why' in read && read.why) || '{ … }' });
  return (
    <Setting label={t('schema')} hint={trouble ? <span className="m-danger" role="alert">{trouble}</span> : t('schemaHint')}>
      {() => <CodeText label={t('schema')} value={text} onChange={type} marks={trouble ? [{ message: trouble }] : []} />}
    </Setting>
  );
}
