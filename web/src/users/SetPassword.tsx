/** An administrator gives a user a password. */
import { App, Modal } from 'antd';
import { useState } from 'react';
import { isApiError, setUserPassword } from '@/api';
import { useT } from '@/records/locale';
import { errorText } from '@/ui';
import { LabelledInput } from '@/ui/LabelledInput';

export default function SetPassword({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const t = useT();
  const { message } = App.useApp();
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await setUserPassword(id, password);
      void message.success(t('passwordSet'));
      onClose();
    } catch (error) {
      setWrong((isApiError(error) && error.errors[0]?.message) || errorText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open title={t('setPassword')} onCancel={onClose} onOk={() => void save()} okText={t('save')} cancelText={t('cancel')} okButtonProps={{ loading: busy, disabled: !password }} width={420}>
      <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <LabelledInput label={t('newPassword', { name })} type="password" value={password} onChange={setPassword} error={wrong} autoComplete="new-password" autoFocus />
      </form>
    </Modal>
  );
}
