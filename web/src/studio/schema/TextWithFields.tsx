/** A text into which fields of the record are put where the cursor stands. */
import { Input, Select } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useRef, type ReactNode } from 'react';
import { useCatalog } from '@/api';
import { pathsOf } from '@/filter';
import { useLabel } from '@/i18n';
import { useT } from './locale';

interface Props {
  id?: string;
  object: string;
  name: string;
  value: string;
  status?: 'error';
  onChange: (text: string) => void;
  /** Beside the fields. */
  extra?: ReactNode;
}

export function TextWithFields({ id, object, name, value, status, onChange, extra }: Props) {
  const t = useT();
  const label = useLabel();
  const catalog = useCatalog();
  const area = useRef<TextAreaRef>(null);
  const paths = pathsOf(catalog, object, label).filter((group) => !group.counts).flatMap((group) => group.paths.map((one) => ({ value: one.path, label: group.label ? `${group.label} › ${one.label}` : one.label })));
  const insert = (path: string | null) => {
    if (!path) return;
    const at = area.current?.resizableTextArea?.textArea.selectionStart ?? value.length;
    onChange(`${value.slice(0, at)}{{ ${path} }}${value.slice(at)}`);
  };
  return (
    <div className="s-worded-text">
      <Input.TextArea id={id} ref={area} aria-label={id ? undefined : name} status={status} autoSize={{ minRows: 1, maxRows: 8 }} value={value} onChange={({ target }) => onChange(target.value)} />
      <div className="s-worded-foot">
        {extra}
        <Select size="small" variant="borderless" aria-label={t('insertInto', { name })} placeholder={t('insert')} value={null} popupMatchSelectWidth={false} showSearch={{ optionFilterProp: 'label' }} options={paths} onChange={insert} />
      </div>
    </div>
  );
}
