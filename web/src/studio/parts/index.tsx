/** Small pieces of the studio's settings: a labelled control, a switch, a colour, an icon, a span of time. */
import { InputNumber, Popover, Select, Space, Switch } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { useFieldWords, type FieldWord } from '@/fields';
import { splitSpan } from '@/fields/values';
import { colourNames, colourOf } from '@/theme';
import { icons, NamedIcon } from '@/ui';
import { useT } from '../locale';

export { LabelInput } from './LabelInput';

interface SettingProps {
  label: string;
  hint?: ReactNode;
  children: (id: string) => ReactNode;
}

export function Setting({ label, hint, children }: SettingProps) {
  const id = useId();
  return (
    <div className="m-field">
      <label className="m-field-label" htmlFor={id}>{label}</label>
      {children(id)}
      {hint && <div className="m-field-hint">{hint}</div>}
    </div>
  );
}

interface ToggleProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint?: string;
  disabled?: boolean;
}

export function Toggle({ label, checked, onChange, hint, disabled }: ToggleProps) {
  const id = useId();
  return (
    <div className="s-toggle">
      <label htmlFor={id} className="m-grow">{label}{hint && <span className="m-field-hint s-block">{hint}</span>}</label>
      <Switch id={id} size="small" checked={checked} onChange={onChange} disabled={disabled} />
    </div>
  );
}

/** A part of a settings pane with a heading. */
export function Part({ title, children, extra }: { title?: string; children: ReactNode; extra?: ReactNode }) {
  return (
    <section className="s-part">
      {title && <h3>{title}{extra}</h3>}
      {children}
    </section>
  );
}

export function ColourPicker({ value, onChange, label, small }: { value: string | undefined; onChange: (colour: string) => void; label: string; small?: boolean }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const grid = (
    <div className="s-colours" role="radiogroup" aria-label={label}>
      {colourNames.map((name) => (
        <button key={name} type="button" role="radio" aria-checked={colourOf(value) === name} aria-label={t(`colour.${name}`)} title={t(`colour.${name}`)}
          className={colourOf(value) === name ? 's-swatch m-on' : 's-swatch'} style={{ background: `var(--c-${name}-dot)` }}
          onClick={() => { onChange(name); setOpen(false); }} />
      ))}
    </div>
  );
  if (!small) return grid;
  return (
    <Popover content={grid} trigger="click" open={open} onOpenChange={setOpen} placement="bottomLeft" arrow={false}>
      <button type="button" className="s-swatch" aria-label={`${label} ${t(`colour.${colourOf(value)}`)}`} style={{ background: `var(--c-${colourOf(value)}-dot)` }} />
    </Popover>
  );
}

export function IconPicker({ value, onChange, label }: { value: string | undefined; onChange: (icon: string) => void; label: string }) {
  const [open, setOpen] = useState(false);
  const grid = (
    <div className="s-icons" role="radiogroup" aria-label={label}>
      {Object.keys(icons).map((name) => (
        <button key={name} type="button" role="radio" aria-checked={value === name} aria-label={name} title={name} className={value === name ? 'm-icon-button m-on' : 'm-icon-button'}
          onClick={() => { onChange(name); setOpen(false); }}><NamedIcon name={name} size={18} /></button>
      ))}
    </div>
  );
  return (
    <Popover content={grid} trigger="click" open={open} onOpenChange={setOpen} placement="bottomLeft" arrow={false}>
      <button type="button" className="s-icon-choice" aria-label={label}><NamedIcon name={value} size={18} /></button>
    </Popover>
  );
}

interface SpanProps {
  id?: string;
  label: string;
  value: string | undefined;
  onChange: (span: string | undefined) => void;
}

/** A span such as 14d; empty is none. */
export function SpanInput({ id, label, value, onChange }: SpanProps) {
  const words = useFieldWords();
  const { number, unit } = splitSpan(value ?? '1d');
  return (
    <Space.Compact block>
      <InputNumber id={id} aria-label={label} min={0} max={9999} value={value === undefined ? null : number} style={{ width: '60%' }}
        onChange={(next) => onChange(next === null ? undefined : `${next}${unit}`)} />
      <Select aria-label={`${label} ${words('unit')}`} value={unit} style={{ width: '40%' }} onChange={(next) => onChange(`${value === undefined ? 1 : number}${next}`)}
        options={[...new Set(['h', 'd', 'w', 'mo', unit])].map((one) => ({ value: one, label: words(`unit.${one}` as FieldWord) }))} />
    </Space.Compact>
  );
}
