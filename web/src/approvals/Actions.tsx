/** What the user can do with an approval: decide it, ask others, withdraw it. Each asks once more, with room for a remark. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Dropdown, Input, Modal } from 'antd';
import { MoreHorizontal } from 'lucide-react';
import { useState } from 'react';
import { addSigner, decideApproval, delegateApproval, forgetApproval, makeApprovalLink, withdrawApproval, type Approval } from '@/api';
import { RecordPicker } from '@/fields/base/RecordPicker';
import { Person } from '@/fields/user';
import { useShell } from '@/shell/context';
import { errorText } from '@/ui';
import { useT } from './locale';

type Act = 'approve' | 'reject' | 'send_back' | 'delegate' | 'add_signer' | 'withdraw';

const names = { approve: 'approve', reject: 'reject', send_back: 'sendBack', delegate: 'delegate', add_signer: 'addSigner', withdraw: 'withdraw' } as const;

export function Actions({ approval }: { approval: Approval }) {
  const t = useT();
  const { looking } = useShell();
  const { modal, message } = App.useApp();
  const [asking, setAsking] = useState<Act>();
  if (looking || (!approval.can_decide && !approval.can_withdraw)) return null;
  const copy = async () => {
    try {
      const link = location.origin + (await makeApprovalLink(approval.id)).path;
      try {
        await navigator.clipboard.writeText(link);
        void message.success(t('copied'));
      } catch {
        void modal.info({ content: <span className="m-approval-link">{t('copyFailed', { link })}</span> });
      }
    } catch (error) {
      void message.error(errorText(error));
    }
  };
  const more = [
    ...(approval.can_decide ? (['delegate', 'add_signer'] as const) : []),
    ...(approval.can_withdraw ? (['withdraw'] as const) : []),
  ].map((key) => ({ key: key as string, label: t(names[key]) }));
  const items = approval.can_decide ? [...more, { key: 'link', label: t('link') }] : more;
  return (
    <div className="m-approval-actions">
      {approval.can_decide && (
        <>
          <Button type="primary" onClick={() => setAsking('approve')}>{t('approve')}</Button>
          <Button danger onClick={() => setAsking('reject')}>{t('reject')}</Button>
          <Button onClick={() => setAsking('send_back')}>{t('sendBack')}</Button>
          <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => (key === 'link' ? void copy() : setAsking(key as Act)) }}>
            <Button icon={<MoreHorizontal size={16} aria-hidden />} aria-label={t('more')} title={t('more')} />
          </Dropdown>
        </>
      )}
      {!approval.can_decide && <Button onClick={() => setAsking('withdraw')}>{t('withdraw')}</Button>}
      {asking && <Ask approval={approval} act={asking} onClose={() => setAsking(undefined)} />}
    </div>
  );
}

function Ask({ approval, act, onClose }: { approval: Approval; act: Act; onClose: () => void }) {
  const t = useT();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const [user, setUser] = useState<string>();
  const [busy, setBusy] = useState(false);
  const toSomebody = act === 'delegate' || act === 'add_signer';
  const ready = toSomebody ? user !== undefined : act !== 'send_back' || note.trim() !== '';
  const go = async () => {
    setBusy(true);
    try {
      await doIt(approval.id, act, user, note.trim() || undefined);
      void message.success(t('done'));
      await forgetApproval(client, approval);
      onClose();
    } catch (error) {
      void message.error(errorText(error));
      await forgetApproval(client, approval);
      setBusy(false);
    }
  };
  const hint = act === 'add_signer' ? t('signerHint') : act === 'withdraw' ? t('withdrawHint') : undefined;
  return (
    <Modal open title={t(`ask.${act}`)} width={440} onCancel={onClose} onOk={() => void go()} okText={t(names[act])} cancelText={t('cancel')}
      okButtonProps={{ disabled: !ready, loading: busy, danger: act === 'reject' }}>
      <div className="m-approval-ask">
        {hint && <p className="m-soft">{hint}</p>}
        {toSomebody && (
          <RecordPicker object="user" label={t('whom')} refs={{}} value={user ?? null} draw={(name) => <Person name={name} />}
            onChange={(next) => setUser(typeof next === 'string' ? next : undefined)} />
        )}
        <Input.TextArea aria-label={t('note')} placeholder={t(act === 'send_back' ? 'noteNeeded' : 'note')} value={note} maxLength={2000} autoSize={{ minRows: 3, maxRows: 8 }}
          onChange={(event) => setNote(event.target.value)} />
      </div>
    </Modal>
  );
}

function doIt(id: string, act: Act, user: string | undefined, note: string | undefined): Promise<unknown> {
  if (act === 'withdraw') return withdrawApproval(id, note);
  if (act === 'delegate' && user) return delegateApproval(id, user, note);
  if (act === 'add_signer' && user) return addSigner(id, user, note);
  if (act === 'approve' || act === 'reject' || act === 'send_back') return decideApproval(id, act, note);
  return Promise.resolve();
}
