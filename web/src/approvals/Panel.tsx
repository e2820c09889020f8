/** Approvals on a record's page: that it is locked and for whom it waits, what the user can do, earlier ones; submitting it. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { ChevronDown, ChevronRight, Lock, Stamp } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { forgetApproval, submitForApproval, useCatalog, useRecordApprovals, type Approval, type Refs } from '@/api';
import { useLabel } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { useShell } from '@/shell/context';
import { testids } from '@/testids';
import { errorText } from '@/ui';
import { Actions } from './Actions';
import { useT } from './locale';
import { StateChip, Steps } from './Steps';
import './approvals.css';

export function ApprovalPanel({ object, id, live }: { object: string; id: string; live: boolean }) {
  const t = useT();
  const { looking } = useShell();
  const { data } = useRecordApprovals(object, id);
  if (!data || (data.approvals.length === 0 && data.submit.length === 0)) return null;
  const current = data.approvals.find((one) => one.state === 'pending');
  const past = data.approvals.filter((one) => one !== current);
  if (!current && past.length === 0 && (looking || !live)) return null;
  return (
    <section className={current ? 'm-approval m-approval-open' : 'm-approval'} aria-label={t('title')} data-testid={testids.approval}>
      {current && <Current object={object} approval={current} refs={data.refs} />}
      {!current && <Last approvals={past} refs={data.refs}>{live && !looking && data.submit.map((choice) => <Submit key={choice.approval} object={object} id={id} choice={choice} />)}</Last>}
    </section>
  );
}

function Current({ object, approval, refs }: { object: string; approval: Approval; refs: Refs }) {
  const t = useT();
  const label = useLabel();
  const format = useFormat();
  const fields = useCatalog().objects[object]?.fields ?? [];
  const [open, setOpen] = useState(false);
  const free = approval.unlocked.map((key) => label(fields.find((field) => field.key === key)?.label) || key);
  const asked = approval.steps.flatMap((step) => step.tasks).filter((task) => task.state === 'pending').map((task) => refs[task.user]?.title ?? t('someone'));
  return (
    <>
      <div className="m-approval-head">
        <Lock size={15} aria-hidden />
        <div className="m-grow">
          <div className="m-approval-title"><b>{approval.label}</b><StateChip state={approval.state} />{approval.round > 1 && <span className="m-faint">{t('round', { count: approval.round })}</span>}</div>
          <div className="m-soft">{free.length > 0 ? t('lockedBut', { fields: format.list(free) }) : t('locked')}</div>
          <button type="button" className="m-approval-more" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}{t('waitsFor', { names: format.list([...new Set(asked)]) })}
          </button>
        </div>
        <Actions approval={approval} />
      </div>
      {open && <Whole approval={approval} refs={refs} />}
    </>
  );
}

/** The last one, those before it behind a click, and what it could be submitted to. */
function Last({ approvals, refs, children }: { approvals: Approval[]; refs: Refs; children: ReactNode }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const last = approvals[0];
  return (
    <>
      <div className="m-approval-head">
        <Stamp size={15} aria-hidden />
        <div className="m-grow">
          {last ? (
            <button type="button" className="m-approval-more m-approval-title" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}<b>{last.label}</b><StateChip state={last.state} />
            </button>
          ) : <span className="m-soft">{t('title')}</span>}
        </div>
        <div className="m-approval-actions">{children}</div>
      </div>
      {open && approvals.map((one) => <Whole key={one.id} approval={one} refs={refs} named={one !== last} />)}
    </>
  );
}

export function Whole({ approval, refs, named }: { approval: Approval; refs: Refs; named?: boolean }) {
  const t = useT();
  const format = useFormat();
  const by = approval.by ? (refs[approval.by]?.title ?? t('someone')) : t('system');
  return (
    <div className="m-approval-whole">
      {named && <div className="m-approval-title"><b>{approval.label}</b><StateChip state={approval.state} /></div>}
      <div className="m-faint" title={format.dateTime(approval.at)}>{t('by', { name: by, when: format.when(approval.at) })}</div>
      {approval.note && <div className="m-approval-note">{approval.note}</div>}
      <Steps approval={approval} refs={refs} />
    </div>
  );
}

function Submit({ object, id, choice }: { object: string; id: string; choice: { approval: string; label: string } }) {
  const t = useT();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      await submitForApproval(object, id, choice.approval, note.trim() || undefined);
      void message.success(t('sent'));
      await forgetApproval(client, { object, record: id });
    } catch (error) {
      void message.error(errorText(error));
    } finally {
      setBusy(false);
      setOpen(false);
    }
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('submitTo', { label: choice.label })}</Button>
      {open && (
        <Modal open title={t('submitTo', { label: choice.label })} width={440} onCancel={() => setOpen(false)} onOk={() => void go()} okText={t('submit')} cancelText={t('cancel')} okButtonProps={{ loading: busy }}>
          <div className="m-approval-ask">
            <p className="m-soft">{t('submitHint')}</p>
            <Input.TextArea aria-label={t('submitNote')} placeholder={t('submitNote')} value={note} maxLength={2000} autoSize={{ minRows: 3, maxRows: 8 }} onChange={(event) => setNote(event.target.value)} />
          </div>
        </Modal>
      )}
    </>
  );
}
