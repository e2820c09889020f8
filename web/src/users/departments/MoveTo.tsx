/** Where to move a department or a person, chosen instead of dragged. */
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { RecordPicker } from '@/fields/base/RecordPicker';
import { useT as useCommon } from '@/ui/locale';
import { DEPARTMENT, within, type Department } from './model';
import { useT } from './locale';
import type { Moved } from './useMoves';

interface Props {
  moved: Moved;
  all: Department[];
  onMove: (to: string | null) => Promise<boolean>;
  onClose: () => void;
}

export function MoveTo({ moved, all, onMove, onClose }: Props) {
  const t = useT();
  const common = useCommon();
  const [to, setTo] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const not = moved.kind === 'department' ? [...within(all, moved.id)] : moved.from ? [moved.from] : [];
  const go = async (where: string | null) => {
    setBusy(true);
    const done = await onMove(where);
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Modal open width={420} title={t('moveTo', { name: moved.name })} onCancel={onClose} destroyOnHidden footer={(
      <>
        {moved.from && <Button disabled={busy} onClick={() => void go(null)}>{t(moved.kind === 'department' ? 'toTop' : 'toNone')}</Button>}
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="primary" disabled={!to} loading={busy} onClick={() => void go(to)}>{t('move')}</Button>
      </>
    )}>
      <RecordPicker object={DEPARTMENT} label={t('moveWhere')} refs={{}} value={to} autoFocus filter={not.length > 0 ? { field: 'id', op: 'not_in', value: not } : undefined}
        onChange={(next) => setTo(typeof next === 'string' ? next : null)} />
    </Modal>
  );
}
