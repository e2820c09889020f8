/** The picker that the types with a closed list share: one of them or several. */
import { Select } from 'antd';
import { useSeed } from './seed';
import { matches } from '@/i18n/pinyin';
import { Chip } from '@/ui';
import { useT } from '../locale';
import type { EditorProps } from '../types';

export interface Choice {
  key: string;
  text: string;
  colour?: string;
}

interface Props extends Omit<EditorProps, 'field' | 'refs'> {
  choices: Choice[];
  several?: boolean;
  /** Any text may be added. */
  free?: boolean;
  clearable?: boolean;
}

export function OptionPicker({ choices, several, free, clearable = true, value, onChange, onCommit, id, label, invalid, describedBy, autoFocus, disabled, cell, seed = '' }: Props) {
  const t = useT();
  const [typed, setTyped] = useSeed(seed);
  const change = (next: string | string[] | undefined) => {
    const empty = next === undefined || next === null || next.length === 0;
    onChange(empty ? null : next);
    setTyped('');
    if (!several) onCommit?.(empty ? null : next);
  };
  return (
    <Select<string | string[]>
      id={id} aria-label={id ? undefined : label} mode={several ? (free ? 'tags' : 'multiple') : undefined} value={(value ?? undefined) as string | string[] | undefined}
      onChange={change} options={choices.map((choice) => ({ value: choice.key, label: choice.text, colour: choice.colour }))}
      optionRender={(option) => <Chip colour={(option.data as { colour?: string }).colour}>{option.label}</Chip>}
      labelRender={({ label: text, value: key }) => <Chip colour={choices.find((choice) => choice.key === key)?.colour}>{text ?? String(key)}</Chip>}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: (typed, option) => matches(typed, String(option?.label ?? ''), String(option?.value ?? '')) }}
      allowClear={clearable} placeholder={cell ? undefined : free ? t('addValue') : t('choose')} notFoundContent={free ? null : t('nothingFound')}
      autoFocus={autoFocus} defaultOpen={cell} disabled={disabled} status={invalid ? 'error' : undefined} variant={cell ? 'borderless' : undefined}
      tokenSeparators={free ? [',', '，', '、', ';', '；'] : undefined} aria-invalid={invalid} aria-describedby={describedBy}
      style={{ width: '100%' }} popupMatchSelectWidth={cell ? 220 : true} maxTagCount={cell ? 'responsive' : undefined} />
  );
}
