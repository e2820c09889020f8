/** Handovers so far: how far each has come, what was refused, and the way back. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Progress } from 'antd';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { keys, underWay, undoHandover, useHandover, useHandovers, type Handover } from '@/api';
import { useFormat } from '@/i18n/format';
import { Bones, errorText, Failure } from '@/ui';
import { useT } from './locale';

export function Past() {
  const t = useT();
  const { data, error, refetch } = useHandovers();
  const [open, setOpen] = useState<string>();
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={3} />;
  return (
    <section className="m-handover-past" aria-label={t('past')}>
      <h2>{t('past')}</h2>
      {data.length === 0 && <p className="m-faint">{t('none')}</p>}
      <ul>{data.map((one) => <One key={one.id} handover={one} onRefused={() => setOpen(one.id)} />)}</ul>
      <Drawer open={open !== undefined} onClose={() => setOpen(undefined)} title={t('past')} size="large">{open && <Refused id={open} />}</Drawer>
    </section>
  );
}

function One({ handover, onRefused }: { handover: Handover; onRefused: () => void }) {
  const t = useT();
  const format = useFormat();
  const undo = useUndo(handover.id);
  const name = (id: string | null | undefined) => (id ? handover.refs[id]?.title ?? t('someone') : t('someone'));
  const { total, done, refused, undone } = handover;
  const percent = total === 0 ? 0 : Math.round((100 * (handover.state === 'undoing' ? undone : done + refused)) / total);
  return (
    <li>
      <div className="m-row">
        <b className="m-grow m-ellipsis">{t('line', { from: name(handover.from), to: format.list(handover.to.map(name)) })}</b>
        <span className="m-soft">{t(`state.${handover.state as 'done'}`)}</span>
        {handover.undoable && <Button size="small" icon={<Undo2 size={13} aria-hidden />} onClick={undo}>{t('undo')}</Button>}
      </div>
      {underWay(handover) && <Progress percent={percent} size="small" aria-label={t(`state.${handover.state as 'done'}`)} />}
      <div className="m-row m-faint">
        <time dateTime={handover.at} title={format.dateTime(handover.at)}>{format.when(handover.at)}</time>
        <span>{t('by', { name: name(handover.by) })}</span>
        <span>{t('done', { done, total })}</span>
        {undone > 0 && <span>{t('undone', { count: undone })}</span>}
        {refused > 0 && <button type="button" className="m-plain m-handover-refused" onClick={onRefused}>{t('refused', { count: refused })}</button>}
        {handover.error && <span>{handover.error}</span>}
      </div>
    </li>
  );
}

function useUndo(id: string) {
  const t = useT();
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const run = async () => {
    try {
      await undoHandover(id);
      await client.invalidateQueries({ queryKey: keys.handovers });
    } catch (error) {
      void message.error(errorText(error));
    }
  };
  return () => modal.confirm({ title: t('undoConfirm'), content: t('undoHint'), okText: t('undo'), cancelText: t('cancel'), onOk: run });
}

function Refused({ id }: { id: string }) {
  const t = useT();
  const { data, error, refetch } = useHandover(id);
  if (error && !data) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Bones lines={3} />;
  return (
    <ul className="m-handover-refusals">
      {data.refusals.map((one) => (
        <li key={`${one.record}.${one.field}`}><Link to={`/o/${one.object}/${one.record}`}>{data.refs[one.record]?.title ?? t('record')}</Link> <span className="m-soft">{one.message}</span></li>
      ))}
    </ul>
  );
}
