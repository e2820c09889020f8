/** Tells people something in the app. */
import { Select } from 'antd';
import { useCatalog, type Label } from '@/api';
import { pathsOf, resolvePath, targetOf } from '@/filter';
import { useLabel } from '@/i18n';
import { LabelInput, Setting } from '../../parts';
import { useT } from '../locale';
import type { ActionProps } from './types';

export function NotifyForm({ standing, action, change }: ActionProps) {
  const t = useT();
  const label = useLabel();
  const catalog = useCatalog();
  const paths = pathsOf(catalog, standing.object, label).filter((group) => !group.counts).flatMap((group) => group.paths.map((one) => ({ ...one, label: group.label ? `${group.label} › ${one.label}` : one.label })));
  const people = paths.filter(({ path }) => {
    const field = resolvePath(catalog, standing.object, path, label)?.field;
    return field && targetOf(field) === 'user' && !['owner', 'created_by', 'updated_by'].includes(path);
  });
  const text = (action.text ?? { 'zh-CN': '', en: '' }) as Label;
  const to = (action.to ?? []) as string[];
  const whom = [
    { value: 'owner', label: t('owner') }, { value: 'created_by', label: t('createdBy') }, { value: 'admins', label: t('admins') },
    ...people.map(({ path, label: name }) => ({ value: path, label: name })),
  ];
  const insert = (path: string) => change({ text: { 'zh-CN': `${text['zh-CN']}{{ ${path} }}`, en: `${text.en}{{ ${path} }}` } });
  return (
    <>
      <Setting label={t('to')}>
        {(id) => <Select id={id} mode="multiple" value={to} options={whom} status={to.length === 0 ? 'error' : undefined} onChange={(next: string[]) => change({ to: next })} showSearch={{ optionFilterProp: 'label' }} />}
      </Setting>
      <LabelInput name={t('text')} area value={text} hint={t('textHint', { hole: '{{ … }}' })} onChange={(next) => next && change({ text: next }, 'text')} />
      <Select aria-label={t('insert')} placeholder={t('insert')} value={null} onChange={(path: string | null) => path && insert(path)} showSearch={{ optionFilterProp: 'label' }}
        options={paths.map(({ path, label: name }) => ({ value: path, label: name }))} />
    </>
  );
}
