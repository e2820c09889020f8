/** The right pane of the checks: settings of the chosen check or duplicate rule. */
import { Button, Radio, Select } from 'antd';
import { Trash2 } from 'lucide-react';
import { useCatalog, type CheckDef, type DuplicateDef } from '@/api';
import { valueKindOf } from '@/fields';
import { FilterBuilder } from '@/filter';
import { useLabel } from '@/i18n';
import { amendCheck, amendDuplicate, removeCheck, removeDuplicate } from '../model/checks';
import { objectOf } from '../model/files';
import { LabelInput, Part, Setting } from '../parts';
import { ProblemNotes } from '../parts/ProblemNotes';
import { useSelection } from '../selection';
import { useStudio } from '../state/context';
import { useT } from './locale';

export function CheckPane({ object }: { object: string }) {
  const t = useT();
  const { files, edit } = useStudio();
  const [at = '', select] = useSelection();
  const def = objectOf(files, object);
  const [kind, number] = [at.split(':')[0], Number(at.split(':')[1])];
  const check = kind === 'check' ? def?.checks?.[number] : undefined;
  const rule = kind === 'duplicate' ? def?.duplicates?.[number] : undefined;
  if (!check && !rule) return <div className="s-pane m-faint">{t('choose')}</div>;
  const remove = () => {
    select(undefined);
    edit((now) => (check ? removeCheck(now, object, number) : removeDuplicate(now, object, number)));
  };
  return (
    <div key={at} className="s-pane">
      <header className="s-pane-head"><span className="m-grow">{t(check ? 'checks' : 'duplicates')}</span></header>
      <ProblemNotes at={at} />
      {check && <CheckPart object={object} check={check} title={def?.title ?? 'id'} change={(changes, tag) => edit((now) => amendCheck(now, object, number, changes), tag && `${object} ${at} ${tag}`)} />}
      {rule && <DuplicatePart object={object} rule={rule} change={(changes, tag) => edit((now) => amendDuplicate(now, object, number, changes), tag && `${object} ${at} ${tag}`)} />}
      <Part><Button block danger icon={<Trash2 size={14} aria-hidden />} onClick={remove}>{t('remove')}</Button></Part>
    </div>
  );
}

interface CheckProps {
  object: string;
  check: CheckDef;
  title: string;
  change: (changes: Partial<CheckDef>, tag?: string) => void;
}

function CheckPart({ object, check, title, change }: CheckProps) {
  const t = useT();
  const label = useLabel();
  const fields = (useCatalog().objects[object]?.fields ?? []).filter((field) => !field.system).map((field) => ({ value: field.key, label: label(field.label) }));
  return (
    <>
      <Part title={t('refuseWhen')}>
        {/* A check without a condition would refuse everything: the last one gives way to one that harms nobody. */}
        <FilterBuilder object={object} value={check.refuse_when} onChange={(next) => change({ refuse_when: next ?? { field: title, op: 'empty' } }, 'when')} />
      </Part>
      <Part>
        <LabelInput name={t('message')} area hint={t('messageHint')} value={check.message} onChange={(message) => message && change({ message }, 'message')} />
        <Setting label={t('field')}>
          {(id) => <Select id={id} allowClear value={check.field} placeholder={t('atTop')} options={fields} showSearch={{ optionFilterProp: 'label' }} onChange={(field) => change({ field: field || undefined })} />}
        </Setting>
      </Part>
    </>
  );
}

interface DuplicateProps {
  object: string;
  rule: DuplicateDef;
  change: (changes: Partial<DuplicateDef>, tag?: string) => void;
}

function DuplicatePart({ object, rule, change }: DuplicateProps) {
  const t = useT();
  const label = useLabel();
  const comparable = (useCatalog().objects[object]?.fields ?? []).filter((field) => !field.system && !field.computed && !['list', 'file'].includes(valueKindOf(field).family));
  return (
    <Part>
      <Setting label={t('fields')}>
        {(id) => <Select id={id} mode="multiple" value={rule.fields} status={rule.fields.length === 0 ? 'error' : undefined} options={comparable.map((field) => ({ value: field.key, label: label(field.label) }))}
          showSearch={{ optionFilterProp: 'label' }} onChange={(fields: string[]) => change({ fields })} />}
      </Setting>
      <Setting label={t('action')}>
        {(id) => <Radio.Group id={id} aria-label={t('action')} value={rule.action} vertical options={(['warn', 'refuse'] as const).map((value) => ({ value, label: t(`action.${value}`) }))} onChange={({ target }) => change({ action: target.value as DuplicateDef['action'] })} />}
      </Setting>
      <LabelInput name={t('ownMessage')} optional hint={t('ownMessageHint')} value={rule.message ?? undefined} onChange={(message) => change({ message }, 'message')} />
    </Part>
  );
}
