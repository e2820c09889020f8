/** The first step: where to, and the file. */
import { Button, Select } from 'antd';
import { FileSpreadsheet, Upload as UploadIcon } from 'lucide-react';
import { useId, useRef, useState, type DragEvent } from 'react';
import { useNavigate } from 'react-router';
import { createImport, useCatalog, type CatalogObject } from '@/api';
import { useLabel } from '@/i18n';
import { matches } from '@/i18n/pinyin';
import { useFormat } from '@/i18n/format';
import { errorText, NamedIcon } from '@/ui';
import { useT } from './locale';
import { fileProblem, MAX_MB } from './model';

const ACCEPTED = '.xlsx,.xlsm,.csv,.tsv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function Upload({ object, onDone }: { object: CatalogObject; onDone: (id: string) => void }) {
  const t = useT();
  const { send, stop, sending, problem } = useUpload(object, onDone);
  return (
    <div className="i-body">
      <div className="i-narrow">
        <ObjectChoice object={object} disabled={sending !== undefined} />
        {sending ? <Sending file={sending} stop={stop} /> : <Dropzone onFile={send} />}
        {problem && (
          <div className="i-problem" role="alert">
            <b>{problem.title}</b>
            {problem.detail && <div>{problem.detail}</div>}
            <div className="m-soft">{t('safe')}</div>
          </div>
        )}
        <p className="i-first"><b>{t('first')}</b> {t('firstHint')}</p>
      </div>
    </div>
  );
}

function useUpload(object: CatalogObject, onDone: (id: string) => void) {
  const t = useT();
  const format = useFormat();
  const [sending, setSending] = useState<string>();
  const [problem, setProblem] = useState<{ title: string; detail?: string }>();
  const abort = useRef<AbortController>(undefined);
  const send = async (file: File) => {
    const wrong = fileProblem(file);
    if (wrong) return setProblem({ title: t(wrong, { file: file.name, size: format.size(file.size), mb: MAX_MB }) });
    setProblem(undefined);
    setSending(file.name);
    abort.current = new AbortController();
    try {
      const { id } = await createImport(object.key, file, abort.current.signal);
      onDone(id);
    } catch (error) {
      if (!abort.current.signal.aborted) setProblem({ title: t('failedUpload', { file: file.name }), detail: errorText(error) });
    } finally {
      setSending(undefined);
    }
  };
  return { send: (file: File) => void send(file), stop: () => abort.current?.abort(), sending, problem };
}

function ObjectChoice({ object, disabled }: { object: CatalogObject; disabled: boolean }) {
  const t = useT();
  const label = useLabel();
  const go = useNavigate();
  const id = useId();
  const { objects } = useCatalog();
  const open = Object.values(objects).filter((one) => one.can.import);
  return (
    <div className="i-into">
      <label htmlFor={id}>{t('into')}</label>
      <Select
        id={id} value={object.key} disabled={disabled} onChange={(key) => void go(`/import/${key}`, { replace: true })} style={{ minWidth: 200 }}
        options={open.map((one) => ({ value: one.key, label: label(one.plural ?? one.label), icon: one.icon }))}
        optionRender={({ data, label: text }) => <span className="m-row"><NamedIcon name={(data as { icon?: string }).icon} size={14} />{text}</span>}
        labelRender={({ label: text }) => <span className="m-row"><NamedIcon name={object.icon} size={14} />{text}</span>}
        showSearch={{ filterOption: (typed, option) => matches(typed, String(option?.label ?? ''), String(option?.value ?? '')) }} />
    </div>
  );
}

function Dropzone({ onFile }: { onFile: (file: File) => void }) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <>
      <button type="button" className={over ? 'i-drop i-over' : 'i-drop'} onClick={() => input.current?.click()}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
        <span className="i-drop-icon"><UploadIcon size={22} strokeWidth={1.75} aria-hidden /></span>
        <span className="i-drop-title">{over ? t('dropNow') : t('drop')}</span>
        <span className="m-soft">{t('kinds', { mb: MAX_MB })}</span>
      </button>
      <input ref={input} type="file" hidden accept={ACCEPTED} data-testid="import-file" onChange={(event) => {
        const file = event.target.files?.[0];
        event.target.value = '';
        if (file) onFile(file);
      }} />
    </>
  );
}

function Sending({ file, stop }: { file: string; stop: () => void }) {
  const t = useT();
  return (
    <div className="i-drop i-sending" role="status">
      <span className="i-drop-icon"><FileSpreadsheet size={22} strokeWidth={1.75} aria-hidden /></span>
      <span className="i-drop-title">{t('uploading', { file })}</span>
      <span className="i-endless" aria-hidden><span /></span>
      <Button size="small" onClick={stop}>{t('cancel')}</Button>
    </div>
  );
}
