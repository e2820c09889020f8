/** The drawer in which a record of any object is created. */
import { useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Drawer } from 'antd';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { createRecord, forgetRecord, isApiError, useObject, type CatalogObject, type Match, type RecordData } from '@/api';
import { remember } from '@/fields';
import { useLabel } from '@/i18n';
import type { CreateRequest } from '@/shell/context';
import { has } from '@/shell/modules';
import { testids } from '@/testids';
import { errorText, useNarrow } from '@/ui';
import { fieldErrors } from '../errors';
import { FormField } from '../FormField';
import { useT } from '../locale';
import { titleOf } from '../sections';
import { useDraft, type Draft } from './useDraft';
import './create.css';

interface Props {
  request: CreateRequest;
  onClose: () => void;
}

export default function CreateDrawer({ request, onClose }: Props) {
  const object = useObject(request.object);
  return object ? <Form object={object} request={request} onClose={onClose} /> : null;
}

const none = {};

function Form({ object, request, onClose }: Props & { object: CatalogObject }) {
  const t = useT();
  const label = useLabel();
  const narrow = useNarrow();
  const draft = useDraft(object, request.values ?? none);
  const close = useGuardedClose(draft, () => {
    onClose();
    request.onClosed?.();
  });
  const saving = useSave(object, request, draft, onClose);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void saving.save('close');
  };
  const columns = narrow || object.layout.sections.every((section) => section.columns === 1) ? 1 : 2;
  return (
    <Drawer open onClose={close} size={narrow ? '100%' : columns === 2 ? 720 : 480} title={t('newTitle', { object: label(object.label) })} destroyOnHidden
      footer={(
        <div className="m-create-foot">
          <Button onClick={close}>{t('cancel')}</Button>
          {!request.onCreated && !narrow && <Button onClick={() => void saving.save('again')} disabled={saving.busy}>{t('saveAndNew')}</Button>}
          <Button type="primary" loading={saving.busy} onClick={() => void saving.save('close')}>{t('save')}</Button>
        </div>
      )}>
      <form className="m-create" aria-label={t('newTitle', { object: label(object.label) })} data-testid={testids.createForm} onKeyDown={onKeyDown}
        onSubmit={(event) => { event.preventDefault(); void saving.save('close'); }} noValidate>
        <Summary object={object} draft={draft} failure={saving.matches ? undefined : saving.failure} />
        {saving.matches && <Duplicates object={object} message={saving.failure} matches={saving.matches} onAccept={() => void saving.save('close', true)}
          onMerge={mayMerge(object, saving.matches) && !request.onCreated ? () => void saving.save('merge', true) : undefined} />}
        <Fields draft={draft} single={narrow} />
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Drawer>
  );
}

function Fields({ draft, single }: { draft: Draft; single: boolean }) {
  const label = useLabel();
  const first = draft.sections[0]?.fields[0]?.field.key;
  return draft.sections.map(({ section, fields }) => (
    <fieldset key={section.key} className="m-create-section">
      <legend>{label(section.label)}</legend>
      <div className={section.columns === 1 || single ? 'm-grid' : 'm-grid m-grid-2'}>
        {fields.map(({ field, place }) => (
          <FormField key={field.key} field={field} value={draft.values[field.key]} onChange={(value) => draft.set(field.key, value)} wide={place.wide}
            error={draft.errors[field.key]} refs={none} autoFocus={field.key === first} record={draft.values} />
        ))}
      </div>
    </fieldset>
  ));
}

/** All that is wrong, at the top; each leads to its field. */
function Summary({ object, draft, failure }: { object: CatalogObject; draft: Draft; failure?: string }) {
  const t = useT();
  const label = useLabel();
  const ref = useRef<HTMLDivElement>(null);
  const wrong = Object.entries(draft.errors);
  useEffect(() => {
    if (wrong.length > 0) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [wrong.length]);
  if (wrong.length === 0) return failure ? <Alert type="error" title={failure} role="alert" /> : null;
  const name = (key: string) => label(object.fields.find((field) => field.key === key)?.label) || key;
  const go = (key: string) => ref.current?.closest('form')?.querySelector<HTMLElement>(`[data-field="${CSS.escape(key)}"] :is(input, textarea, button)`)?.focus();
  return (
    <div ref={ref}>
      <Alert type="error" role="alert" title={t('fixErrors', { count: wrong.length })} description={(
        <ul className="m-error-list">
          {wrong.map(([key, message]) => <li key={key}><button type="button" className="m-plain" onClick={() => go(key)}>{name(key)}: {message}</button></li>)}
        </ul>
      )} />
    </div>
  );
}

interface DuplicatesProps {
  object: CatalogObject;
  message?: string;
  matches: Match[];
  onAccept: () => void;
  /** Saves it and makes one of both. */
  onMerge?: () => void;
}

function Duplicates({ object, message, matches, onAccept, onMerge }: DuplicatesProps) {
  const t = useT();
  return (
    <Alert type="warning" role="alert" title={message ?? t('duplicate')} action={(
      <div className="m-create-ways">
        <Button size="small" onClick={onAccept}>{t('saveAnyway')}</Button>
        {onMerge && <Button size="small" onClick={onMerge}>{t('saveAndMerge')}</Button>}
      </div>
    )} description={(
      <ul className="m-error-list">
        {matches.map((match) => <li key={match.id}><Link to={`/o/${object.key}/${match.id}`} target="_blank">{match.title}</Link></li>)}
      </ul>
    )} />
  );
}

const mayMerge = (object: CatalogObject, matches: Match[]) => object.can.merge && has('merge') && matches.length > 0;

/** Asks before what was typed is thrown away. */
function useGuardedClose(draft: Draft, close: () => void) {
  const t = useT();
  const { modal } = App.useApp();
  return () => {
    if (!draft.dirty) return close();
    modal.confirm({ title: t('discard'), content: t('discardHint'), okText: t('discardYes'), cancelText: t('keepEditing'), okButtonProps: { danger: true }, onOk: close });
  };
}

/** What follows once it is saved. */
type After = 'close' | 'again' | 'merge';

function useSave(object: CatalogObject, request: CreateRequest, draft: Draft, onClose: () => void) {
  const t = useT();
  const label = useLabel();
  const client = useQueryClient();
  const go = useNavigate();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const [matches, setMatches] = useState<Match[]>();
  const done = (record: RecordData, after: After) => {
    const title = titleOf(object, record);
    remember(object.key, [{ id: record.id, title }]);
    forgetRecord(client, object.key).catch(console.error);
    client.invalidateQueries({ queryKey: ['record'] }).catch(console.error);
    void message.success(t('created', { title }));
    if (after === 'again') return draft.reset();
    onClose();
    if (after === 'merge') void go(`/merge/${object.key}?ids=${[...(matches ?? []).map((match) => match.id), record.id].join(',')}`);
    else if (request.onCreated) request.onCreated(record);
    else void go(`/o/${object.key}/${record.id}`);
  };
  const save = async (after: After, acceptDuplicates = false) => {
    const missing = draft.missing();
    setFailure(undefined);
    setMatches(undefined);
    if (missing.length > 0) {
      draft.setErrors(Object.fromEntries(missing.map((field) => [field.key, t('required', { label: label(field.label) })])));
      return;
    }
    setBusy(true);
    try {
      done((await createRecord(object.key, draft.body(), acceptDuplicates)).record, after);
    } catch (error) {
      draft.setErrors(fieldErrors(error));
      setFailure(errorText(error));
      if (isApiError(error, 'duplicate_warning')) setMatches(error.problem.matches ?? []);
    } finally {
      setBusy(false);
    }
  };
  return { save, busy, failure, matches };
}
