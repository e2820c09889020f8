/** A text in both languages: the user's own first, the other below it, which follows until somebody writes it. */
import { Input } from 'antd';
import { useId, type ReactNode } from 'react';
import type { Label, Lang } from '@/api';
import { useLanguage } from '@/i18n';
import { useT } from '../locale';

interface Props {
  name: string;
  value: Label | undefined;
  onChange: (value: Label | undefined) => void;
  /** Called when the cursor leaves. */
  onDone?: (value: Label) => void;
  /** Texts that nobody wrote; they give way to what is typed in the other language. */
  given?: Label;
  optional?: boolean;
  area?: boolean;
  autoFocus?: boolean;
  hint?: ReactNode;
}

const other = (lang: Lang): Lang => (lang === 'en' ? 'zh-CN' : 'en');
const empty: Label = { 'zh-CN': '', en: '' };

export function LabelInput({ name, value = empty, onChange, onDone, given, optional, area, autoFocus, hint }: Props) {
  const t = useT();
  const id = useId();
  const lang = useLanguage();
  const second = other(lang);
  const write = (key: Lang, text: string) => {
    const follows = key === lang && (value[second] === value[lang] || value[second] === '' || value[second] === given?.[second]);
    const next = { ...value, [key]: text, ...(follows ? { [second]: text } : {}) };
    onChange(optional && next['zh-CN'] === '' && next.en === '' ? undefined : next);
  };
  const Control = area ? Input.TextArea : Input;
  const shared = { onBlur: () => onDone?.(value), ...(area ? { autoSize: { minRows: 2, maxRows: 6 } } : {}) };
  return (
    <div className="m-field s-label-input">
      <label className="m-field-label" htmlFor={id}>{name}{!optional && <span className="m-required" aria-hidden>*</span>}</label>
      <Control id={id} value={value[lang]} autoFocus={autoFocus} status={!optional && value[lang] === '' ? 'error' : undefined}
        onFocus={(event) => autoFocus && event.target.select()} onChange={(event) => write(lang, event.target.value)} {...shared} />
      <div className="s-second">
        <span aria-hidden className="s-lang">{second === 'en' ? 'EN' : '中'}</span>
        <Control aria-label={`${name} ${t(second === 'en' ? 'inEnglish' : 'inChinese')}`} size="small" variant="borderless" value={value[second]}
          placeholder={t(second === 'en' ? 'inEnglish' : 'inChinese')} onChange={(event) => write(second, event.target.value)} {...shared} />
      </div>
      {hint && <div className="m-field-hint">{hint}</div>}
    </div>
  );
}
