/** The options of a choice: order by dragging or keyboard, name, colour, retire. */
import { Button, Input } from 'antd';
import { ArchiveRestore, ArchiveX, GripVertical, Plus, X } from 'lucide-react';
import type { OptionDef } from '@/api';
import { makeKey } from '@/api';
import { useLabel, useLanguage } from '@/i18n';
import { colourNames } from '@/theme';
import { fieldIn, freeKey, moveBefore, same } from '../model/files';
import { ColourPicker, Part } from '../parts';
import { SortList } from '../parts/SortList';
import { useStudio } from '../state/context';
import { testids } from '../testids';
import { useT } from './locale';
import type { PartProps } from './part';

export function OptionsPart({ object, field, change }: PartProps) {
  const t = useT();
  const { base } = useStudio();
  const options = field.options ?? [];
  const published = new Set((fieldIn(base, object, field.key)?.options ?? []).map((option) => option.key));
  const set = (next: OptionDef[], tag?: string) => change({ options: next }, tag);
  const amend = (key: string, changes: Partial<OptionDef>, tag?: string) => set(options.map((option) => (option.key === key ? clean({ ...option, ...changes }) : option)), tag);
  const live = options.filter((option) => !option.retired);
  const retired = options.filter((option) => option.retired);
  const add = () => {
    const key = freeKey('option_1', options.map((option) => option.key));
    set([...live, { key, label: { 'zh-CN': '新选项', en: 'New option' }, colour: colourNames[(live.length + 1) % colourNames.length] }, ...retired]);
  };
  // A name given to an option that was never published makes its key.
  const settle = async (option: OptionDef) => {
    if (published.has(option.key) || !option.key.startsWith('option_') || option.label['zh-CN'] === '') return;
    const taken = options.filter((one) => one !== option).map((one) => one.key);
    const made = await makeKey(option.label, taken).catch(() => undefined);
    if (made && !taken.includes(made.key)) amend(option.key, { key: made.key });
  };
  return (
    <Part title={t('options')}>
      <SortList ids={live.map((option) => option.key)} onMove={(key, before) => set([...moveBefore(live, (one) => one.key === key, before === undefined ? undefined : (one) => one.key === before), ...retired])}
        nameOf={(key) => live.find((option) => option.key === key)?.label['zh-CN'] ?? key}>
        {(key, grip) => {
          const option = live.find((one) => one.key === key);
          return option && (
            <OptionRow option={option} grip={grip} fixed={published.has(key)} onChange={(changes) => amend(key, changes, `option ${field.key} ${key}`)}
              onSettle={() => void settle(option)} onRemove={() => (published.has(key) ? amend(key, { retired: true }) : set(options.filter((one) => one.key !== key)))} />
          );
        }}
      </SortList>
      <Button size="small" type="dashed" block icon={<Plus size={14} aria-hidden />} onClick={add}>{t('addOption')}</Button>
      {retired.length > 0 && <div className="m-field-label">{t('retiredOptions')}</div>}
      {retired.map((option) => <RetiredRow key={option.key} option={option} onRestore={() => amend(option.key, { retired: undefined })} />)}
    </Part>
  );
}

interface RowProps {
  option: OptionDef;
  grip: Record<string, unknown>;
  fixed: boolean;
  onChange: (changes: Partial<OptionDef>) => void;
  onSettle: () => void;
  onRemove: () => void;
}

function OptionRow({ option, grip, fixed, onChange, onSettle, onRemove }: RowProps) {
  const t = useT();
  const lang = useLanguage();
  const label = useLabel();
  const second = lang === 'en' ? 'zh-CN' : 'en';
  const follows = option.label[second] === option.label[lang] || option.label[second] === '' || ['新选项', 'New option'].includes(option.label[second]);
  const write = (text: string) => onChange({ label: follows ? same(text) : { ...option.label, [lang]: text } });
  return (
    <div className="s-option">
      <button type="button" className="s-grip" aria-label={t('moveOption', { name: label(option.label) })} data-testid={testids.optionGrip} data-option={option.key} {...grip}><GripVertical size={14} /></button>
      <ColourPicker small label={t('optionColour')} value={option.colour} onChange={(colour) => onChange({ colour })} />
      <Input size="small" aria-label={t('optionName')} value={option.label[lang]} status={option.label[lang] === '' ? 'error' : undefined} onChange={(event) => write(event.target.value)} onBlur={onSettle}
        onFocus={(event) => event.target.select()} />
      <Input size="small" className="s-option-second" aria-label={`${t('optionName')} ${second}`} value={option.label[second]} onChange={(event) => onChange({ label: { ...option.label, [second]: event.target.value } })} />
      <button type="button" className="m-icon-button" aria-label={t(fixed ? 'retireOption' : 'removeOption')} title={t(fixed ? 'retireOption' : 'removeOption')} onClick={onRemove}>
        {fixed ? <ArchiveX size={14} /> : <X size={14} />}
      </button>
    </div>
  );
}

function RetiredRow({ option, onRestore }: { option: OptionDef; onRestore: () => void }) {
  const t = useT();
  const label = useLabel();
  return (
    <div className="s-option m-faint">
      <span className="m-grow m-ellipsis">{label(option.label)}</span>
      <button type="button" className="m-icon-button" aria-label={t('restoreOption')} title={t('restoreOption')} onClick={onRestore}><ArchiveRestore size={14} /></button>
    </div>
  );
}

function clean(option: OptionDef): OptionDef {
  if (option.retired) return option;
  const { retired: _in, ...rest } = option;
  return rest;
}
