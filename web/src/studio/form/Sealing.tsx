/** Whether a field's values are encrypted where they are kept. Of a field that is in use they are converted first, in the background. */
import { App, Modal, Select } from 'antd';
import { LockKeyhole } from 'lucide-react';
import { useState } from 'react';
import { convertField, type FieldDef } from '@/api';
import { useLabel } from '@/i18n';
import { useT } from '../locale';
import { Part, Setting } from '../parts';
import { Progressing } from '../parts/Progressing';
import { testids } from '../testids';
import { useChore } from './Reshape';
import { Rotation } from './Rotation';
import type { FieldProps } from './TypePart';

type How = NonNullable<FieldDef['encrypted']> | 'no';

export function Sealing({ object, field, change, live }: FieldProps & { live: boolean }) {
  const t = useT();
  const { modal } = App.useApp();
  const [to, setTo] = useState<How>();
  const now: How = field.encrypted ?? 'no';
  const options = (['no', 'unsearchable', 'equality'] as const).map((how) => ({ value: how, label: t(`sealed.${how}`) }));
  const choose = (how: How) => {
    if (!live) return change(sealed(field, how));
    if (field.unique) return void modal.info({ title: t('sealed'), content: t('changeTypeUnique') });
    setTo(how);
  };
  return (
    <Part title={t('sealed')} extra={now !== 'no' && <LockKeyhole size={14} aria-hidden className="m-faint" />}>
      <Setting label={t('sealedHow')}>
        {(id) => <Select id={id} data-testid={testids.sealing} style={{ width: '100%' }} value={now} options={options} onChange={(how: How) => how !== now && choose(how)} />}
      </Setting>
      <div className="m-field-hint">{t(now === 'no' ? 'sealedHint' : 'sealedMeans')}</div>
      {now !== 'no' && live && <Rotation />}
      {to && <Convert object={object} field={field} to={to} onClose={() => setTo(undefined)} />}
    </Part>
  );
}

function Convert({ object, field, to, onClose }: { object: string; field: FieldDef; to: How; onClose: () => void }) {
  const t = useT();
  const label = useLabel();
  const { run, chore, failure } = useChore(() => convertField(object, field.key, { ...field, ...sealed(field, to) }, false), t('sealedDone'), onClose);
  return (
    <Modal open title={t('sealTitle', { field: label(field.label), how: t(`sealed.${to}`) })} onCancel={onClose} okText={t('sealedNow')} onOk={() => void run()} okButtonProps={{ loading: chore !== undefined }} width={480}>
      <div className="s-part">
        {to !== 'no' && <div>{t('sealedMeans')}</div>}
        <div className="m-soft">{t(to === 'no' ? 'unsealHint' : 'sealHint')}</div>
        {chore && <Progressing chore={chore} />}
        {failure && <div className="m-danger" role="alert">{failure}</div>}
      </div>
    </Modal>
  );
}

/** The definition under another answer; what an encrypted field cannot be goes. */
function sealed(field: FieldDef, how: How): Partial<FieldDef> {
  if (how === 'no') return { encrypted: undefined };
  return { encrypted: how, searchable: undefined, unique: how === 'equality' ? field.unique : undefined };
}
