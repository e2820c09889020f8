/** Settings of one field: what it is called, what its type can be told, how it stands on the form, taking it out of use. */
import { Button, Select } from 'antd';
import { ArchiveRestore, ArchiveX, Trash2 } from 'lucide-react';
import { makeKey, useObject, type FieldDef, type FieldPlace } from '@/api';
import { FieldEditor, FieldIcon, useFieldWords, type FieldWord } from '@/fields';
import { FilterBuilder } from '@/filter';
import { useLabel } from '@/i18n';
import { draftField } from '../model/catalog';
import { settingsOf, type Moving } from '../fields/types';
import { useT } from '../locale';
import { fieldIn, layoutOf, objectOf } from '../model/files';
import { amendField, amendPlace, deleteField, placeOf, rekeyField, restoreField, retireField, takeOff } from '../model/form';
import { LabelInput, Part, Setting, Toggle } from '../parts';
import { ProblemNotes } from '../parts/ProblemNotes';
import { useFollow, useSelection } from '../selection';
import { useStudio } from '../state/context';
import { ChangeType, Forget } from './Reshape';
import { Sealing } from './Sealing';
import { TypePart, type FieldProps } from './TypePart';
import { takenKeys, typeLabel } from './useAddField';

export function FieldSettings({ object, name }: { object: string; name: string }) {
  const t = useT();
  const words = useFieldWords();
  const { files, base, edit } = useStudio();
  const [, select, fresh] = useSelection();
  const follow = useFollow();
  const field = fieldIn(files, object, name);
  if (!field) return <SystemField object={object} name={name} />;
  const place = placeOf(layoutOf(files, object), name);
  const published = fieldIn(base, object, name) !== undefined;
  const type = settingsOf(field.type);
  const change = (changes: Partial<FieldDef>, tag?: string) => edit((now) => amendField(now, object, name, changes), tag && `${object} ${tag}`);
  // While nobody has seen the field, its key follows its label.
  const settle = async () => {
    if (published) return;
    const made = await makeKey(field.label, takenKeys(files, object).filter((key) => key !== name)).catch(() => undefined);
    if (!made || made.key === name) return;
    edit((now) => rekeyField(now, object, name, made.key), `${object} label ${name}`);
    follow(`field:${name}`, `field:${made.key}`);
  };
  return (
    <div className="s-pane">
      <header className="s-pane-head"><FieldIcon field={field} size={16} /><span className="m-grow">{words(`type.${field.type}` as FieldWord)}</span><code className="m-faint">{name}</code></header>
      <ProblemNotes at={`field:${name}`} apart="/script" />
      <Part>
        <LabelInput name={t('name')} value={field.label} given={typeLabel(field.type)} autoFocus={fresh} onDone={() => void settle()}
          onChange={(label) => label && change({ label }, `label ${name}`)} />
        <LabelInput name={t('help')} optional value={field.help} onChange={(help) => change({ help }, `help ${name}`)} />
      </Part>
      <TypePart object={object} field={field} change={change} />
      {type.sealable && <Sealing object={object} field={field} change={change} live={published} />}
      <Rules object={object} field={field} change={change} />
      {place && <PlacePart object={object} place={place} />}
      <Part title={t('use')}>
        {place && <Button block onClick={() => edit((now) => takeOff(now, object, name))}>{t('takeOff')}</Button>}
        {field.retired && <Button block icon={<ArchiveRestore size={14} aria-hidden />} onClick={() => edit((now) => restoreField(now, object, name))}>{t('restore')}</Button>}
        {published && !field.retired && !type.fixed && <ChangeType object={object} field={field} />}
        {fieldIn(base, object, name)?.retired && field.retired && <Forget object={object} field={field} />}
        {!published && <Button block danger icon={<Trash2 size={14} aria-hidden />} onClick={() => { edit((now) => deleteField(now, object, name)); select(undefined); }}>{t('deleteField')}</Button>}
        {published && !field.retired && objectOf(files, object)?.title !== name && (
          <>
            <Button block danger icon={<ArchiveX size={14} aria-hidden />} onClick={() => edit((now) => retireField(now, object, name))}>{t('retireField')}</Button>
            <div className="m-field-hint">{t('retireHint')}</div>
          </>
        )}
      </Part>
      {type.computed && <div className="m-field-hint">{t('computedHint')}</div>}
    </div>
  );
}

/** A field every object has: only its place can be set. */
function SystemField({ object, name }: { object: string; name: string }) {
  const t = useT();
  const label = useLabel();
  const field = useObject(object)?.fields.find((one) => one.key === name);
  const { files, edit } = useStudio();
  const place = placeOf(layoutOf(files, object), name);
  return (
    <div className="s-pane">
      <header className="s-pane-head">{field && <FieldIcon field={field} size={16} />}<span className="m-grow">{label(field?.label)} <span className="m-faint">{t('systemField')}</span></span><code className="m-faint">{name}</code></header>
      <ProblemNotes at={`field:${name}`} />
      {place && <PlacePart object={object} place={place} />}
      {place && <Part><Button block onClick={() => edit((now) => takeOff(now, object, name))}>{t('takeOff')}</Button></Part>}
    </div>
  );
}

function Rules({ object, field, change }: FieldProps) {
  const t = useT();
  const { published } = useStudio();
  const type = settingsOf(field.type);
  const flag = (key: 'required' | 'unique' | 'readonly' | 'searchable') => (on: boolean) => change({ [key]: on || undefined });
  if (type.computed) return null;
  const drawn = draftField(field, published.objects[object]?.fields.find((one) => one.key === field.key));
  return (
    <Part title={t('entry')}>
      <Toggle label={t('required')} checked={field.required ?? false} onChange={flag('required')} />
      {type.unique && field.encrypted !== 'unsearchable' && <Toggle label={t('unique')} hint={t('uniqueHint')} checked={field.unique ?? false} onChange={flag('unique')} />}
      <Toggle label={t('readonly')} hint={t('readonlyHint')} checked={field.readonly ?? false} onChange={flag('readonly')} />
      {type.searchable && !field.encrypted && <Toggle label={t('searchable')} checked={field.searchable ?? false} onChange={flag('searchable')} />}
      {!type.noDefault && <Default field={drawn} change={change} />}
    </Part>
  );
}

/** What a new record begins with: a value, or who and when. */
function Default({ field, change }: { field: ReturnType<typeof draftField>; change: FieldProps['change'] }) {
  const t = useT();
  const given = field.default;
  const special = typeof given === 'object' && given !== null && !Array.isArray(given) ? (Object.keys(given)[0] as Moving) : undefined;
  const offered = [...new Set([...(settingsOf(field.type).moving ?? []), ...(special ? [special] : [])])];
  const kinds = [{ value: 'value', label: t('defaultValue') }, ...offered.map((one) => ({ value: one as string, label: t(`default.${one}`) }))];
  return (
    <Setting label={t('default')}>
      {(id) => (
        <>
          {offered.length > 0 && <Select aria-label={t('defaultKind')} value={special ?? 'value'} options={kinds} onChange={(next) => change({ default: next === 'value' ? undefined : { [next]: true } })} />}
          {!special && <FieldEditor id={id} field={field} value={given ?? null} refs={{}} label={t('default')} onChange={(next) => change({ default: next ?? undefined }, `default ${field.key}`)} />}
        </>
      )}
    </Setting>
  );
}

function PlacePart({ object, place }: { object: string; place: FieldPlace }) {
  const t = useT();
  const { files, edit } = useStudio();
  const section = layoutOf(files, object).sections.find((one) => one.fields.some((each) => each.field === place.field));
  const set = (changes: Partial<FieldPlace>, tag?: string) => edit((now) => amendPlace(now, object, place.field, changes), tag);
  return (
    <Part title={t('onForm')}>
      {section?.columns !== 1 && <Toggle label={t('wide')} checked={place.wide ?? false} onChange={(on) => set({ wide: on || undefined })} />}
      <Toggle label={t('notOnCreate')} checked={place.not_on_create ?? false} onChange={(on) => set({ not_on_create: on || undefined })} />
      <Part title={t('visibleWhen')}>
        <FilterBuilder object={object} ownOnly value={place.visible_when} onChange={(visible_when) => set({ visible_when }, `visible ${object} ${place.field}`)} />
      </Part>
    </Part>
  );
}
