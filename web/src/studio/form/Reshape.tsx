/** Giving a field another type, after a rehearsal; forgetting a retired one for good. Both go on when nobody watches. */
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Checkbox, Modal, Select } from 'antd';
import { ArrowRightLeft, Eraser } from 'lucide-react';
import { useState } from 'react';
import { choreEnded, convertField, fieldUsage, forgetField, rehearseConversion, type Chore, type FieldDef } from '@/api';
import { useFieldWords, type FieldWord } from '@/fields';
import { useFormat } from '@/i18n/format';
import { errorText } from '@/ui';
import { convertible, settingsOf } from '../fields/types';
import { useT } from '../locale';
import { Setting } from '../parts';
import { Progressing } from '../parts/Progressing';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { TypePart } from './TypePart';

interface Props {
  object: string;
  field: FieldDef;
}

/** Asks the engine for a chore and waits for its end; tells how far it is meanwhile. */
export function useChore(begin: () => Promise<Chore>, said: string, done: () => void) {
  const { message } = App.useApp();
  const { flush } = useStudio();
  const [chore, setChore] = useState<Chore>();
  const [failure, setFailure] = useState<string>();
  const run = async () => {
    setFailure(undefined);
    try {
      await flush();
      const begun = await begin();
      setChore(begun);
      await choreEnded(begun.id, setChore);
      void message.success(said);
      done();
    } catch (error) {
      setFailure(errorText(error));
    } finally {
      setChore(undefined);
    }
  };
  return { run, chore, failure };
}

export function ChangeType({ object, field }: Props) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button block icon={<ArrowRightLeft size={14} aria-hidden />} disabled={field.unique} onClick={() => setOpen(true)}>{t('changeType')}</Button>
      {field.unique && <div className="m-field-hint">{t('changeTypeUnique')}</div>}
      {open && <NewType object={object} field={field} onClose={() => setOpen(false)} />}
    </>
  );
}

function NewType({ object, field, onClose }: Props & { onClose: () => void }) {
  const t = useT();
  const words = useFieldWords();
  const [to, setTo] = useState<FieldDef>();
  const [empty, setEmpty] = useState(false);
  const told = useQuery({ queryKey: ['conversion', object, to], queryFn: () => rehearseConversion(object, field.key, to as FieldDef), enabled: to !== undefined, retry: false, gcTime: 0 });
  const { run, chore, failure } = useChore(() => convertField(object, field.key, to as FieldDef, empty), t('typeChanged'), onClose);
  const refused = told.data ? told.data.examined - told.data.converts : 0;
  const types = convertible.filter((type) => type !== field.type).map((type) => ({ value: type, label: words(`type.${type}` as FieldWord) }));
  const ready = told.data !== undefined && !told.isFetching && (refused === 0 || empty);
  return (
    <Modal open title={t('changeTypeTitle')} onCancel={onClose} okText={t('changeTypeNow')} onOk={() => void run()} okButtonProps={{ loading: chore !== undefined, disabled: !ready }} width={560}>
      <div className="s-part">
        <div className="m-soft">{t('changeTypeHint')}</div>
        <Setting label={t('newType')}>
          {(id) => <Select id={id} style={{ width: '100%' }} value={to?.type} options={types} onChange={(type: string) => setTo(begun(field, type))} />}
        </Setting>
        {to && <TypePart object={object} field={to} change={(changes) => setTo({ ...to, ...changes })} />}
        {to && told.error && <Alert type="error" showIcon message={errorText(told.error)} />}
        {told.data && <Rehearsed told={told.data} />}
        {refused > 0 && <Checkbox checked={empty} onChange={(event) => setEmpty(event.target.checked)}>{t('changeTypeEmpty')}</Checkbox>}
        {chore && <Progressing chore={chore} />}
        {failure && <div className="m-danger" role="alert">{failure}</div>}
      </div>
    </Modal>
  );
}

/** The field under another type: what every type has stays, and options where both have them. */
function begun(field: FieldDef, type: string): FieldDef {
  const { key, label, help, required, readonly, aliases, options, encrypted } = field;
  const settings = settingsOf(type);
  const common = { key, label, type, ...(help && { help }), ...(required && { required }), ...(readonly && { readonly }), ...(aliases && { aliases }) };
  const fresh = settings.fresh?.({});
  return { ...common, ...fresh, ...(fresh?.options && options && { options }), ...(settings.searchable && field.searchable && { searchable: true }), ...(settings.sealable && encrypted && { encrypted }) };
}

function Rehearsed({ told }: { told: Awaited<ReturnType<typeof rehearseConversion>> }) {
  const t = useT();
  const format = useFormat();
  const { records, examined, converts, refused } = told;
  const kept = examined - converts;
  const count = kept > 0 ? t('changeTypeSome', { converts: format.number(converts), refused: format.number(kept) }) : t('changeTypeAll', { converts: format.number(converts) });
  return (
    <>
      <Alert type={kept > 0 ? 'warning' : 'success'} showIcon message={count} description={examined < records ? t('changeTypePart', { examined: format.number(examined), records: format.number(records) }) : undefined} />
      {refused.length > 0 && (
        <ul className="s-plain-list s-refused">
          {refused.map((one) => <li key={one.id}><strong>{one.title}</strong> <span className="m-soft">{one.reason}</span></li>)}
        </ul>
      )}
    </>
  );
}

export function Forget({ object, field }: Props) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button block danger icon={<Eraser size={14} aria-hidden />} onClick={() => setOpen(true)}>{t('forget')}</Button>
      {open && <ForGood object={object} field={field} onClose={() => setOpen(false)} />}
    </>
  );
}

function ForGood({ object, field, onClose }: Props & { onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const [, select] = useSelection();
  const { data } = useQuery({ queryKey: ['usage', object, field.key], queryFn: () => fieldUsage(object, field.key), gcTime: 0 });
  const { run, chore, failure } = useChore(() => forgetField(object, field.key), t('forgotten'), () => { onClose(); select(undefined); });
  return (
    <Modal open title={t('forgetTitle')} onCancel={onClose} okText={t('forgetNow')} onOk={() => void run()} okButtonProps={{ danger: true, loading: chore !== undefined, disabled: !data }} width={480}>
      <div className="s-part">
        {data && <Alert type="warning" showIcon message={t('forgetCount', { records: format.number(data.records), count: data.records })} description={t('forgetHint')} />}
        {chore && <Progressing chore={chore} />}
        {failure && <div className="m-danger" role="alert">{failure}</div>}
      </div>
    </Modal>
  );
}
