/** A labelled text input with its error, for the few forms that no catalog defines. */
import { Input } from 'antd';
import { useId, type ReactNode } from 'react';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'email' | 'password';
  error?: string;
  hint?: ReactNode;
  autoComplete?: string;
  autoFocus?: boolean;
  required?: boolean;
}

export function LabelledInput({ label, value, onChange, type = 'text', error, hint, required, ...rest }: Props) {
  const id = useId();
  const Control = type === 'password' ? Input.Password : Input;
  return (
    <div className="m-field">
      <label htmlFor={id} className="m-field-label">
        {label}
        {required && <span className="m-required" aria-hidden>*</span>}
      </label>
      <Control id={id} value={value} size="large" type={type === 'password' ? undefined : type} status={error ? 'error' : undefined}
        onChange={(event) => onChange(event.target.value)} aria-invalid={Boolean(error)} aria-required={required}
        aria-describedby={error ? `${id}-error` : undefined} {...rest} />
      {error ? <div id={`${id}-error`} className="m-field-error" role="alert">{error}</div> : hint && <div className="m-field-hint">{hint}</div>}
    </div>
  );
}
