/** Asks only for what a stage's gate still wants; says why when nothing can be filled in. */
import { Alert, Modal } from 'antd';
import { useState } from 'react';
import { fieldsByKey, type CatalogObject, type Field } from '@/api';
import { isEmpty } from '@/fields';
import { useLabel } from '@/i18n';
import { testids } from '@/testids';
import type { FieldErrors } from './errors';
import { FormField } from './FormField';
import { useT } from './locale';
import type { Move } from './move';
import './create/create.css';

export interface GateQuestion {
  move: Move;
  missing: string[];
  message?: string;
  errors: FieldErrors;
}

interface Props {
  object: CatalogObject;
  question: GateQuestion;
  onCancel: () => void;
  onFill: (values: Record<string, unknown>) => Promise<boolean>;
}

const none = {};

export default function GateDialog({ object, question, onCancel, onFill }: Props) {
  const t = useT();
  const label = useLabel();
  const { move, missing, message, errors } = question;
  const fields = fieldsByKey(object);
  // Fields stay as they were first asked for, so that a second answer does not lose the first.
  const [asked] = useState<Field[]>(() => missing.map((key) => fields[key]).filter((field) => field !== undefined));
  const [values, setValues] = useState<Record<string, unknown>>(() => Object.fromEntries(asked.map((field) => [field.key, move.record[field.key] ?? null])));
  const [busy, setBusy] = useState(false);
  const stage = label(move.pipeline.stages.find((one) => one.key === move.stage)?.label);
  const ready = asked.every((field) => !isEmpty(values[field.key]));
  const fill = async () => {
    setBusy(true);
    await onFill(values);
    setBusy(false);
  };
  const asks = asked.length > 0;
  return (
    <Modal open onCancel={onCancel} title={t(asks ? 'gateTitle' : 'refused', { stage })} width={480} okText={t(asks ? 'gateGo' : 'close')} cancelText={t('cancel')}
      onOk={asks ? () => void fill() : onCancel} okButtonProps={{ disabled: asks && !ready, loading: busy }} cancelButtonProps={asks ? undefined : { style: { display: 'none' } }}>
      <form className="m-create" data-testid={testids.gateDialog} onSubmit={(event) => { event.preventDefault(); if (ready) void fill(); }}>
        {message && <Alert type="warning" title={message} role="alert" />}
        {asked.map((field, at) => (
          <FormField key={field.key} field={field} value={values[field.key]} onChange={(value) => setValues((old) => ({ ...old, [field.key]: value }))} refs={none}
            error={errors[field.key]} autoFocus={at === 0} required record={move.record} />
        ))}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Modal>
  );
}
