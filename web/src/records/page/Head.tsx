/** The head of a record: its title, key facts, the buttons of rules, what else can be done with it. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { ArrowRightLeft, Eye, KeyRound, Link2, Merge, MoreHorizontal, Trash2, UserRoundX, UsersRound } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useNavigate } from 'react-router';
import { deleteRecord, forgetRecord, restoreRecord, useCatalog, type CatalogObject, type RecordDetail } from '@/api';
import { FieldDisplay, isEmpty } from '@/fields';
import { useLabel } from '@/i18n';
import { useShell } from '@/shell/context';
import { useEditThis } from '@/shell/editThis';
import { useLook } from '@/shell/look';
import { useT as useShellWords } from '@/shell/locale';
import { has } from '@/shell/modules';
import { errorText, NamedIcon, useCopy } from '@/ui';
import { useT } from '../locale';
import { resolve, targetText } from '../paths';
import { titleOf } from '../sections';
import { TeamButton } from '../team';
import { ClaimButton, PoolTag, useReleaseItems } from './Pool';
import { RuleButtons } from './RuleButtons';

const Access = lazy(() => import('@/users/Access'));
const Who = lazy(() => import('../who'));

export function Head({ object, detail, onGone }: { object: CatalogObject; detail: RecordDetail; onGone: () => void }) {
  const { record } = detail;
  return (
    <header className="m-record-head">
      <div className="m-record-title">
        <span className="m-record-icon"><NamedIcon name={object.icon} size={18} /></span>
        <h1>{titleOf(object, record)}</h1>
        <PoolTag object={object} detail={detail} />
        <div className="m-row m-record-actions">
          <ClaimButton object={object} detail={detail} />
          <RuleButtons object={object} record={record} />
          <TeamButton object={object.key} id={record.id} />
          <More object={object} detail={detail} onGone={onGone} />
        </div>
      </div>
      <KeyFacts object={object} detail={detail} />
    </header>
  );
}

function KeyFacts({ object, detail }: { object: CatalogObject; detail: RecordDetail }) {
  const t = useT();
  const label = useLabel();
  const catalog = useCatalog();
  const targets = (object.layout.header ?? []).map((path) => resolve(catalog, object, path)).filter((one) => one !== undefined);
  if (targets.length === 0) return null;
  return (
    <dl className="m-key-facts" aria-label={t('key')}>
      {targets.map((target) => (
        <div key={target.path}>
          <dt>{targetText(target, label)}</dt>
          <dd>{isEmpty(detail.record[target.path]) ? <span className="m-faint">—</span> : <FieldDisplay field={target.field} value={detail.record[target.path]} refs={detail.refs} tight />}</dd>
        </div>
      ))}
    </dl>
  );
}

function More({ object, detail, onGone }: { object: CatalogObject; detail: RecordDetail; onGone: () => void }) {
  const t = useT();
  const { can } = useCatalog();
  const go = useNavigate();
  const [open, setOpen] = useState<'access' | 'who'>();
  const { me } = useShell();
  const shell = useShellWords();
  const look = useLook();
  const title = titleOf(object, detail.record);
  const close = () => setOpen(undefined);
  const remove = useDelete(object, detail, onGone);
  const release = useReleaseItems({ object, detail });
  const studio = useEditThis(object, 'fields', 'pipelines');
  const copy = useCopy();
  const link = `${window.location.origin}/o/${object.key}/${detail.record.id}`;
  const items = [
    { key: 'link', label: t('copyLink'), icon: <Link2 size={14} />, onClick: () => void copy(link, t('linkCopied')) },
    object.key === 'user' && can.users && { key: 'access', label: t('access'), icon: <KeyRound size={14} />, onClick: () => setOpen('access') },
    object.key === 'user' && can.users && detail.record.active !== false && detail.record.id !== me.id && { key: 'look', label: shell('look', { name: title }), icon: <Eye size={14} />, onClick: () => look(detail.record.id, title) },
    object.key === 'user' && can.users && has('handover') && { key: 'handover', label: t('handover'), icon: <ArrowRightLeft size={14} />, onClick: () => void go(`/handover?from=${detail.record.id}`) },
    object.key === 'user' && can.users && has('handover') && detail.record.active !== false && { key: 'leave', label: t('leave'), icon: <UserRoundX size={14} />, onClick: () => void go(`/handover?from=${detail.record.id}&leave`) },
    ...release,
    object.can.merge && has('merge') && { key: 'merge', label: t('mergeWith'), icon: <Merge size={14} />, onClick: () => void go(`/merge/${object.key}?ids=${detail.record.id}`) },
    can.users && { key: 'who', label: t('who'), icon: <UsersRound size={14} />, onClick: () => setOpen('who') },
    ...studio,
    object.can.delete && { key: 'delete', label: t('delete'), icon: <Trash2 size={14} />, danger: true, onClick: () => void remove() },
  ].filter((item) => item !== false);
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button icon={<MoreHorizontal size={16} aria-hidden />} aria-label={t('more')} title={t('more')} />
      </Dropdown>
      <Suspense fallback={null}>
        {open === 'access' && <Access id={detail.record.id} name={title} onClose={close} />}
        {open === 'who' && <Who object={object} id={detail.record.id} onClose={close} />}
      </Suspense>
    </>
  );
}

/** Into the bin at once; the way back is offered for ten seconds. */
function useDelete(object: CatalogObject, { record }: RecordDetail, onGone: () => void) {
  const t = useT();
  const client = useQueryClient();
  const { message, notification } = App.useApp();
  return async () => {
    const key = `deleted-${record.id}`;
    const undo = async () => {
      notification.destroy(key);
      try {
        await restoreRecord(object.key, record.id);
        await forgetRecord(client, object.key, record.id);
        void message.success(t('restored'));
      } catch (error) {
        void message.error(errorText(error));
      }
    };
    try {
      await deleteRecord(object.key, record.id);
      onGone();
      await forgetRecord(client, object.key);
      notification.open({ key, title: t('deleted', { title: titleOf(object, record) }), actions: <Button size="small" onClick={() => void undo()}>{t('undo')}</Button>, duration: 10, role: 'status' });
    } catch (error) {
      void message.error(errorText(error));
    }
  };
}
