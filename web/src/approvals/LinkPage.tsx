/** Where a link of an approval leads: what is asked, and a decision, once, without signing in. The code stands behind `#`. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { askedByLink, decideByLink, keys, type ApprovalAsked, type ApprovalVerdict } from '@/api';
import { askedWorkspace } from '@/api/workspace';
import { Frame } from '@/session/Frame';
import { Bones, errorText } from '@/ui';
import { useT } from './locale';
import './approvals.css';

export default function LinkPage({ onLeave }: { onLeave: () => void }) {
  const t = useT();
  const code = useRef(location.hash.slice(1)).current;
  const workspace = useRef(new URLSearchParams(location.search).has('workspace') ? askedWorkspace() : undefined).current;
  const [done, setDone] = useState(false);
  const { data, error } = useQuery({ queryKey: [...keys.session, 'approval', code], queryFn: () => askedByLink(code, workspace), retry: false, enabled: !done });
  return (
    <Frame>
      <div className="m-entrance-form">
        {done ? <Alert type="success" title={t('linkDone')} role="status" />
          : error ? <Alert type="error" title={errorText(error)} role="alert" />
            : data ? <Asked asked={data} decide={(verdict, note) => decideByLink(code, verdict, note, workspace).then(() => setDone(true))} /> : <Bones lines={4} />}
        <Button onClick={onLeave}>{t('toSignIn')}</Button>
      </div>
    </Frame>
  );
}

function Asked({ asked, decide }: { asked: ApprovalAsked; decide: (verdict: ApprovalVerdict, note?: string) => Promise<unknown> }) {
  const t = useT();
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState<ApprovalVerdict>();
  const [wrong, setWrong] = useState<unknown>();
  const approval = asked.approvals[0];
  if (!approval) return null;
  const go = async (verdict: ApprovalVerdict) => {
    setBusy(verdict);
    try {
      await decide(verdict, note.trim() || undefined);
    } catch (error) {
      setWrong(error);
      setBusy(undefined);
    }
  };
  const blank = note.trim() === '';
  return (
    <>
      <h1>{t('linkTitle', { name: asked.name })}</h1>
      <p className="m-soft">{approval.label} · {approval.by ? (asked.refs[approval.by]?.title ?? t('someone')) : t('system')}</p>
      {approval.note && <div className="m-approval-note">{approval.note}</div>}
      {asked.fields.length === 0 ? <p className="m-faint">{t('linkSeen')}</p> : (
        <dl className="m-approval-fields">
          {asked.fields.map((field) => <div key={field.label}><dt>{field.label}</dt><dd>{field.text}</dd></div>)}
        </dl>
      )}
      {wrong !== undefined && <Alert type="error" title={errorText(wrong)} role="alert" />}
      <Input.TextArea aria-label={t('note')} placeholder={t('note')} value={note} maxLength={2000} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(event) => setNote(event.target.value)} />
      <div className="m-approval-actions">
        <Button type="primary" size="large" loading={busy === 'approve'} disabled={busy !== undefined} onClick={() => void go('approve')}>{t('approve')}</Button>
        <Button danger size="large" loading={busy === 'reject'} disabled={busy !== undefined} onClick={() => void go('reject')}>{t('reject')}</Button>
        <Button size="large" loading={busy === 'send_back'} disabled={busy !== undefined || blank} title={blank ? t('noteNeeded') : undefined} onClick={() => void go('send_back')}>{t('sendBack')}</Button>
      </div>
    </>
  );
}
