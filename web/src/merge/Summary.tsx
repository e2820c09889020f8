/** What will happen beside the values: which related records get another place; and the button that does it. */
import { Button } from 'antd';
import { Merge as MergeIcon } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useCatalog, type CatalogObject, type MergePreview } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { titleOf } from '@/records/sections';
import { useT } from './locale';

interface Props {
  object: CatalogObject;
  preview: MergePreview;
  survivor: string;
  busy: boolean;
  disabled: boolean;
}

export function Summary({ object, preview, survivor, busy, disabled }: Props) {
  const t = useT();
  const go = useNavigate();
  const label = useLabel();
  const format = useFormat();
  const { objects } = useCatalog();
  const kept = preview.records.find((record) => record.id === survivor);
  const counts = new Map<string, { count: number; exact: boolean }>();
  for (const one of Object.entries(preview.following).filter(([id]) => id !== survivor).flatMap(([, found]) => found)) {
    const before = counts.get(one.object) ?? { count: 0, exact: true };
    counts.set(one.object, { count: before.count + one.count, exact: before.exact && one.exact });
  }
  const list = [...counts].map(([key, { count, exact }]) => t(exact ? 'counted' : 'countedMore', { object: label(objects[key]?.plural ?? objects[key]?.label), n: format.number(count) }));
  return (
    <div className="m-merge-foot">
      <span className="m-soft m-grow" role="status">{list.length > 0 ? t('follows', { list: format.list(list), title: titleOf(object, kept ?? {}) }) : t('followsNone')}</span>
      <Button onClick={() => void go(-1)}>{t('cancel')}</Button>
      <Button type="primary" htmlType="submit" icon={<MergeIcon size={14} aria-hidden />} loading={busy} disabled={disabled}>{t('go')}</Button>
    </div>
  );
}
