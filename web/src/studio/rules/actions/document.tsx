/** Makes a document of the record from a template, and puts it with the record's files. */
import { Input, Select } from 'antd';
import { useCatalog } from '@/api';
import { locale, languageNames, languages, useLabel } from '@/i18n';
import { Setting } from '../../parts';
import { useStudio } from '../../state/context';
import type { ActionProps } from './types';

const words = locale('studio.document', {
  template: '文档模板', none: '还没有文档模板（forms/documents/….jinja）', name: '文档名称', nameHint: '用 {{hole}} 插入字段；同名的旧文档会被替换', field: '放进哪个附件字段', noField: '这种记录没有附件字段', lang: '文档的语言',
}, {
  template: 'Template', none: 'There is no document template yet (forms/documents/….jinja)', name: 'What it is called', nameHint: '{{hole}} inserts a field; an earlier document of the same name is replaced', field: 'Into which field of files', noField: 'Such records have no field of files', lang: 'Language of the document',
});

const PATH = /^forms\/documents\/(.+)\.jinja$/;

export function DocumentForm({ standing, action, change }: ActionProps) {
  const t = words.useT();
  const label = useLabel();
  const { files } = useStudio();
  const templates = Object.keys(files).flatMap((path) => PATH.exec(path)?.[1] ?? []);
  const fields = (useCatalog().objects[standing.object]?.fields ?? []).filter((field) => field.type === 'file');
  const text = (key: string) => (typeof action[key] === 'string' && action[key] !== '' ? (action[key] as string) : undefined);
  return (
    <>
      <Setting label={t('template')} hint={templates.length > 0 ? undefined : t('none')}>
        {(id) => <Select id={id} value={text('template')} options={templates.map((value) => ({ value, label: value }))} onChange={(template) => change({ template })} />}
      </Setting>
      <Setting label={t('name')} hint={t('nameHint', { hole: '{{ … }}' })}>
        {(id) => <Input id={id} value={text('title')} maxLength={200} onChange={({ target }) => change({ title: target.value }, 'title')} />}
      </Setting>
      <Setting label={t('field')} hint={fields.length > 0 ? undefined : t('noField')}>
        {(id) => <Select id={id} value={text('field')} options={fields.map((field) => ({ value: field.key, label: label(field.label) }))} onChange={(field) => change({ field })} />}
      </Setting>
      <Setting label={t('lang')}>
        {(id) => <Select id={id} value={text('lang') ?? 'zh-CN'} options={languages.map((value) => ({ value, label: languageNames[value] }))} onChange={(lang) => change({ lang })} />}
      </Setting>
    </>
  );
}
