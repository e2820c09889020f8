/** Adds and removes files; each is uploaded as it is added. */
import { App, Button } from 'antd';
import { FileText, Upload, X } from 'lucide-react';
import { useRef, useState, type ChangeEvent } from 'react';
import { fileUrl, uploadFile } from '@/api';
import { errorText } from '@/ui';
import { useT } from '../locale';
import type { EditorProps } from '../types';
import { filesOf } from '.';

export function FileEditor({ field, value, onChange, onCommit, label, disabled, id, describedBy }: EditorProps) {
  const t = useT();
  const { message } = App.useApp();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState('');
  const files = filesOf(value);
  const limit = field.max_mb ?? 20;
  const give = (next: unknown[]) => {
    const out = next.length > 0 ? next : null;
    onChange(out);
    onCommit?.(out);
  };
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const added = [...(event.target.files ?? [])].slice(0, (field.max_files ?? 10) - files.length);
    event.target.value = '';
    const done = [...files];
    for (const one of added) {
      if (one.size > limit * 1024 * 1024) {
        message.error(t('tooBig', { name: one.name, size: limit }));
        continue;
      }
      setBusy(one.name);
      try {
        done.push(await uploadFile(one));
      } catch (error) {
        message.error(errorText(error));
      }
    }
    setBusy('');
    if (done.length > files.length) give(done);
  };
  return (
    <span className="m-files" role="group" aria-label={label}>
      {files.map((file) => (
        <span key={file.id} className="m-file">
          <FileText size={14} aria-hidden /><a className="m-ellipsis" href={fileUrl(file.id)} download={file.name}>{file.name}</a>
          <button type="button" className="m-icon-button" aria-label={t('removeFile', { name: file.name })} disabled={disabled} onClick={() => give(files.filter((one) => one.id !== file.id))}><X size={14} /></button>
        </span>
      ))}
      <input ref={input} type="file" multiple hidden accept={field.accept?.join(',')} onChange={(event) => void add(event)} />
      {files.length < (field.max_files ?? 10) && (
        <Button id={id} size="small" icon={<Upload size={14} aria-hidden />} loading={busy !== ''} disabled={disabled} aria-describedby={describedBy} onClick={() => input.current?.click()}>
          {busy ? t('uploading', { name: busy }) : t('upload')}
        </Button>
      )}
    </span>
  );
}
