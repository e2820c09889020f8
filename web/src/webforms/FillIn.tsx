/** The questions of a form, and sending the answers: what is wrong stands beside each, and what was typed stays. */
import { Alert, Button } from 'antd';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { submitForm, type OpenForm } from '@/api';
import { useLabel, useLanguage } from '@/i18n';
import { fieldErrors, type FieldErrors } from '@/records/errors';
import { FormField } from '@/records/FormField';
import { testids } from '@/testids';
import { errorText } from '@/ui';
import { answered, asField, freshId, missing, type Values } from './fields';
import { useT } from './locale';

const none = {};

interface Props {
  form: OpenForm;
  workspace: string;
  token: string;
  onDone: () => void;
}

export function FillIn({ form, workspace, token, onDone }: Props) {
  const t = useT();
  const label = useLabel();
  const lang = useLanguage();
  const place = useRef<HTMLFormElement>(null);
  // However often it is sent, these answers are one submission.
  const id = useRef(freshId()).current;
  const trap = useRef<HTMLInputElement>(null);
  const [values, setValues] = useState<Values>({});
  const [errors, setErrors] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const wrong = form.fields.filter(({ key }) => key in errors);
  useEffect(() => {
    const first = wrong[0];
    if (first) place.current?.querySelector<HTMLElement>(`[data-field="${first.key}"] :is(input, textarea, button)`)?.focus();
    // Once for each answer that came, not while somebody types.
  }, [failure]);
  // What was said in another language is asked again.
  useEffect(() => {
    setErrors(none);
    setFailure(undefined);
  }, [lang]);
  const refuse = (found: FieldErrors, said: string) => {
    setErrors(found);
    setFailure(said);
    setBusy(false);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setFailure(undefined);
    const left = missing(form, values);
    if (left.length > 0) {
      return refuse(Object.fromEntries(left.map((field) => [field.key, t('required', { label: label(field.label) })])), t('fix', { count: left.length }));
    }
    setBusy(true);
    try {
      await submitForm(workspace, token, id, answered(form, values), trap.current?.value ?? '');
      onDone();
    } catch (error) {
      const found = fieldErrors(error);
      const shown = form.fields.filter(({ key }) => key in found).length;
      refuse(found, shown > 0 ? t('fix', { count: shown }) : (found[''] ?? errorText(error)));
    }
  };
  const set = (key: string, value: unknown) => {
    setValues((old) => ({ ...old, [key]: value }));
    setErrors(({ [key]: _gone, ...rest }) => rest);
  };
  return (
    <form ref={place} className="m-openform-fields" aria-label={label(form.title)} data-testid={testids.openForm} onSubmit={(event) => void submit(event)} noValidate>
      {failure && <Alert type="error" title={failure} role="alert" />}
      {form.fields.map((asked) => (
        <FormField key={asked.key} field={asField(asked)} value={values[asked.key] ?? null} onChange={(value) => set(asked.key, value)} error={errors[asked.key]} refs={none} />
      ))}
      {/* Nobody sees it; what programs write into it gives them away. */}
      <label className="m-hidden" aria-hidden>{t('empty')}<input ref={trap} type="text" name="homepage" tabIndex={-1} autoComplete="off" /></label>
      <Button type="primary" htmlType="submit" loading={busy} block>{t('submit')}</Button>
    </form>
  );
}
