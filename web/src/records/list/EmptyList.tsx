/** What to do where nothing is. */
import { Button } from 'antd';
import { Import, Plus, SearchX } from 'lucide-react';
import { useNavigate } from 'react-router';
import type { CatalogObject } from '@/api';
import { useLabel } from '@/i18n';
import { useShell } from '@/shell/context';
import { has } from '@/shell/modules';
import { Empty, NamedIcon } from '@/ui';
import { useT } from '../locale';

export function EmptyList({ object, narrowed, clear }: { object: CatalogObject; narrowed: boolean; clear: () => void }) {
  const t = useT();
  const label = useLabel();
  const shell = useShell();
  const go = useNavigate();
  const name = label(object.plural ?? object.label);
  if (narrowed) {
    return (
      <Empty icon={<SearchX size={32} />} title={t('noMatches', { object: name })} hint={t('noMatchesHint')}>
        <Button onClick={clear}>{t('clearFilters')}</Button>
      </Empty>
    );
  }
  return (
    <Empty icon={<NamedIcon name={object.icon} size={32} />} title={t('noRecords', { object: name })} hint={t('noRecordsHint')}>
      {object.can.create && <Button type="primary" icon={<Plus size={15} aria-hidden />} onClick={() => shell.create({ object: object.key })}>{t('create', { object: label(object.label) })}</Button>}
      {object.can.import && has('import') && <Button icon={<Import size={15} aria-hidden />} onClick={() => void go(`/import/${object.key}`)}>{t('importInto')}</Button>}
    </Empty>
  );
}
