/** The script files: what formulas cannot say, written as functions that rules call. */
import { Button, Input, Popconfirm } from 'antd';
import { FileCode2, Plus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { NavLink, useNavigate, useParams } from 'react-router';
import { useCatalog, type Problem } from '@/api';
import { useLabel } from '@/i18n';
import { Empty } from '@/ui';
import { remove, write, type Files } from '../model/files';
import { useStudio } from '../state/context';
import { CodeInput } from '.';
import { useT } from './locale';

const pathOf = (name: string) => `scripts/${name}.rhai`;

export const scriptFiles = (files: Files): string[] =>
  Object.keys(files).map((path) => /^scripts\/(.+)\.rhai$/.exec(path)?.[1]).filter((name) => name !== undefined).sort();

/** `file::function` of every function there is. */
export const scriptFunctions = (files: Files): string[] => scriptFiles(files).flatMap((name) =>
  [...String(files[pathOf(name)]).matchAll(/^\s*fn\s+(\w+)/gm)].map(([, fn]) => `${name}::${fn}`));

export function Functions() {
  const t = useT();
  const { files } = useStudio();
  const { file } = useParams();
  const names = scriptFiles(files);
  const open = file && names.includes(file) ? file : names[0];
  return (
    <div className="s-middle">
      <div className="s-head"><h1>{t('functions')}</h1><span className="m-grow" /><NewFile names={names} /></div>
      <p className="s-functions-intro m-soft">{t('functionsHint')}</p>
      {open === undefined ? <Empty icon={<FileCode2 size={28} />} title={t('none')} hint={t('functionsHint')} /> : (
        <>
          <nav className="m-tabs s-functions-tabs" aria-label={t('functions')}>
            {names.map((name) => <NavLink key={name} to={`/studio/scripts/${name}`} className={name === open ? 'm-tab m-on' : 'm-tab'}>{name}.rhai</NavLink>)}
          </nav>
          <File key={open} name={open} />
        </>
      )}
    </div>
  );
}

const none: Problem[] = [];

function File({ name }: { name: string }) {
  const t = useT();
  const go = useNavigate();
  const { files, edit, problems } = useStudio();
  const path = pathOf(name);
  const own = useMemo(() => problems.filter((problem) => problem.file === path), [problems, path]);
  const more = useFieldNames();
  const called = scriptFunctions({ [path]: files[path] });
  return (
    <div className="s-functions">
      <CodeInput file label={`${name}.rhai`} object="" more={more} value={String(files[path] ?? '')} problems={own.length > 0 ? own : none} say
        onChange={(text) => edit((now) => write(now, path, text), path)} />
      <div className="m-row">
        <span className="m-faint m-grow">{called.length > 0 && t('usedBy', { name: called.join(' · ') })}</span>
        <Popconfirm title={t('removeSure', { name: `${name}.rhai` })} description={t('removeHint')} okText={t('removeFile')} okButtonProps={{ danger: true }}
          onConfirm={() => { edit((now) => remove(now, path)); void go('/studio/scripts'); }}>
          <Button danger type="text" icon={<Trash2 size={14} aria-hidden />}>{t('removeFile')}</Button>
        </Popconfirm>
      </div>
    </div>
  );
}

/** A function is given a record of any object: every field there is, said with its object. */
function useFieldNames() {
  const label = useLabel();
  const { objects } = useCatalog();
  return useMemo(() => Object.values(objects).flatMap((object) => object.fields.filter((field) => !field.system || field.key === 'owner')
    .map((field) => ({ key: field.key, label: `${label(object.label)} · ${label(field.label)}` }))), [objects, label]);
}

function NewFile({ names }: { names: string[] }) {
  const t = useT();
  const go = useNavigate();
  const { edit } = useStudio();
  const [name, setName] = useState<string>();
  if (name === undefined) return <Button icon={<Plus size={14} aria-hidden />} onClick={() => setName('')}>{t('newFile')}</Button>;
  const taken = names.includes(name);
  const add = () => {
    if (name === '' || taken) return;
    edit((now) => write(now, pathOf(name), `// ${t('comment')}\nfn ${name}(record) {\n    #{}\n}\n`));
    setName(undefined);
    void go(`/studio/scripts/${name}`);
  };
  return (
    <form className="m-row" onSubmit={(event) => { event.preventDefault(); add(); }}>
      <Input autoFocus aria-label={t('fileName')} title={t('fileNameHint')} placeholder={t('fileNameHint')} value={name} status={taken ? 'error' : undefined} maxLength={60} style={{ width: 260 }}
        onChange={(event) => setName(event.target.value.toLowerCase().replace(/[^a-z0-9_]/g, '').replace(/^[^a-z]+/, ''))} onKeyDown={(event) => event.key === 'Escape' && setName(undefined)} />
      <Button type="primary" htmlType="submit" disabled={name === '' || taken} title={taken ? t('taken') : undefined}>{t('addFile')}</Button>
    </form>
  );
}
