/** Files that belong to the record. */
import { FileText, Paperclip } from 'lucide-react';
import { fileUrl, type FileRef } from '@/api';
import { useFormat } from '@/i18n/format';
import { lazyEditor, lazyOperand } from '../lazyParts';
import type { DisplayProps, FieldKind } from '../types';

export const filesOf = (value: unknown): FileRef[] => (Array.isArray(value) ? (value as FileRef[]) : []);

function Display({ value, tight }: DisplayProps) {
  const format = useFormat();
  const files = filesOf(value);
  if (files.length === 0) return null;
  if (tight) return <span className="m-file" title={files.map((file) => file.name).join('\n')}><Paperclip size={13} aria-hidden />{files.length}</span>;
  return (
    <span className="m-files">
      {files.map((file) => (
        <a key={file.id} className="m-file m-value-link" href={fileUrl(file.id)} download={file.name}>
          <FileText size={14} aria-hidden /><span className="m-ellipsis">{file.name}</span><span className="m-faint">{format.size(file.size)}</span>
        </a>
      ))}
    </span>
  );
}

export const file: FieldKind = {
  type: 'file', icon: Paperclip, family: 'file', width: 90, edits: 'typing', wide: true,
  Display, Editor: lazyEditor('file'), Operand: lazyOperand('none'),
  text: (value, _field, { format }) => format.list(filesOf(value).map((one) => one.name)),
};
