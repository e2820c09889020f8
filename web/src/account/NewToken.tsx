/** The dialog that makes an API token: what for, how long, how much it may do; then the token, this once. */
import { Checkbox, Modal, Segmented, Select } from 'antd';
import { useId, useState } from 'react';
import { isApiError, makeToken, useCatalog } from '@/api';
import { useLabel } from '@/i18n';
import { errorText } from '@/ui';
import { LabelledInput } from '@/ui/LabelledInput';
import { useT as useCommon } from '@/ui/locale';
import { useT } from './locale';
import { Secret } from './Secret';

const LIVES = [30, 90, 180, 365];

export function NewToken({ onMade, onClose }: { onMade: () => void; onClose: () => void }) {
  const t = useT();
  const common = useCommon();
  const [wanted, setWanted] = useState<Wanted>({ name: '', days: 90, readOnly: true, objects: [] });
  const [secret, setSecret] = useState<string>();
  const [wrong, setWrong] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      const { name, days, readOnly, objects } = wanted;
      const made = await makeToken({ name, days, read_only: readOnly, objects: objects.length > 0 ? objects : undefined });
      setSecret(made.secret);
      onMade();
    } catch (error) {
      setWrong(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal open title={t('newToken')} onCancel={onClose} width={480} maskClosable={!secret}
      okText={secret ? common('done') : common('create')} onOk={() => (secret ? onClose() : void make())} okButtonProps={{ loading: busy, disabled: !secret && !wanted.name.trim() }}
      cancelText={common('cancel')} cancelButtonProps={{ style: secret ? { display: 'none' } : undefined }}>
      {secret ? <Secret text={secret} hint={t('secretHint')} /> : <Choices wanted={wanted} onChange={setWanted} wrong={wrong} onSubmit={() => void make()} />}
    </Modal>
  );
}

interface Wanted {
  name: string;
  days: number;
  readOnly: boolean;
  /** Keys; all of them when empty. */
  objects: string[];
}

function Choices({ wanted, onChange, wrong, onSubmit }: { wanted: Wanted; onChange: (wanted: Wanted) => void; wrong: unknown; onSubmit: () => void }) {
  const t = useT();
  const id = useId();
  const label = useLabel();
  const { objects } = useCatalog();
  return (
    <form className="m-account-part" onSubmit={(event) => { event.preventDefault(); onSubmit(); }}>
      <LabelledInput label={t('tokenName')} value={wanted.name} onChange={(name) => onChange({ ...wanted, name })} hint={t('tokenNameHint')} autoFocus required
        error={wrong === undefined ? undefined : isApiError(wrong) && wrong.errors.length > 0 ? wrong.errors.map((one) => one.message).join(' ') : errorText(wrong)} />
      <div className="m-field">
        <span className="m-field-label">{t('lasts')}</span>
        <div><Segmented<number> aria-label={t('lasts')} value={wanted.days} onChange={(days) => onChange({ ...wanted, days })}
          options={LIVES.map((days) => ({ value: days, label: t('days', { count: days }) }))} /></div>
      </div>
      <Checkbox checked={wanted.readOnly} onChange={(event) => onChange({ ...wanted, readOnly: event.target.checked })}>{t('readOnlyChoice')}</Checkbox>
      <div className="m-field">
        <label className="m-field-label" htmlFor={id}>{t('onlyObjects')}</label>
        <Select id={id} mode="multiple" allowClear value={wanted.objects} placeholder={t('allObjects')} optionFilterProp="label"
          onChange={(keys: string[]) => onChange({ ...wanted, objects: keys })}
          options={Object.values(objects).map((object) => ({ value: object.key, label: label(object.label) }))} />
        <div className="m-field-hint">{t('limitsHint')}</div>
      </div>
    </form>
  );
}
