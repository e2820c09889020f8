/** A part of what was pushed, by its path: chosen from what the schema tells, or typed. */
import { AutoComplete, Input } from 'antd';
import { partsOf } from './body';

const ROOT = '$body';

interface Props {
  /** Of what is pushed. */
  schema: unknown;
  label: string;
  /** As a reference: `$body.name`. */
  value: string;
  onChange: (ref: string) => void;
}

export function BodyInput({ schema, label, value, onChange }: Props) {
  const path = value.startsWith(`${ROOT}.`) ? value.slice(ROOT.length + 1) : '';
  const type = (next: string) => onChange(next === '' ? ROOT : `${ROOT}.${next}`);
  return (
    <AutoComplete value={path} options={partsOf(schema).map((part) => ({ value: part }))} showSearch={{ filterOption: (typed, option) => String(option?.value ?? '').includes(typed) }} onChange={type}>
      <Input aria-label={label} prefix={<code className="m-faint">body.</code>} />
    </AutoComplete>
  );
}
