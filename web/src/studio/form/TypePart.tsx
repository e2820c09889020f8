/** What a field's type can be told: plain settings, and the parts of those types that have their own. */
import { InputNumber, Select } from 'antd';
import type { FieldDef } from '@/api';
import { useT as useFieldT } from '../fields/locale';
import { settingsOf, type Setting as TypeSetting } from '../fields/types';
import { LabelInput, Part, Setting } from '../parts';

export interface FieldProps {
  object: string;
  field: FieldDef;
  change: (changes: Partial<FieldDef>, tag?: string) => void;
}

export function TypePart({ object, field, change }: FieldProps) {
  const { settings } = settingsOf(field.type);
  if (settings.length === 0) return null;
  return <Part>{settings.map((setting, at) => <One key={at} setting={setting} object={object} field={field} change={change} />)}</Part>;
}

function One({ setting, object, field, change }: FieldProps & { setting: TypeSetting }) {
  const t = useFieldT();
  if (setting.kind === 'part') {
    const Own = setting.part;
    return <Own object={object} field={field} change={change} />;
  }
  const { key, label } = setting;
  const set = (value: unknown) => change({ [key]: value } as Partial<FieldDef>, `${key} ${field.key}`);
  if (setting.kind === 'label') return <LabelInput name={t(label)} optional value={field[key] as FieldDef['label'] | undefined} onChange={set} />;
  if (setting.kind === 'number') {
    return (
      <Setting label={t(label)}>
        {(id) => <InputNumber id={id} style={{ width: '100%' }} min={setting.min} max={setting.max} placeholder={setting.placeholder} value={(field[key] as number | undefined) ?? null}
          onChange={(value) => set(value ?? undefined)} />}
      </Setting>
    );
  }
  return (
    <Setting label={t(label)}>
      {(id) => <Select id={id} mode="tags" open={false} suffixIcon={null} style={{ width: '100%' }} value={(field[key] as string[] | undefined) ?? []} placeholder={setting.placeholder && t(setting.placeholder)}
        tokenSeparators={[',', '，', '、', ';', '；', ' ']} onChange={(value: string[]) => set(value.length > 0 ? value : undefined)} />}
    </Setting>
  );
}
