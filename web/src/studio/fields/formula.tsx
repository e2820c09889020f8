/** A formula: what it yields, its text, and what the engine's check says of it. */
import { Input, Select } from 'antd';
import { useRef } from 'react';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { useFieldWords, type FieldWord } from '@/fields';
import { useLabel } from '@/i18n';
import { liveFields } from '../model/files';
import { Part, Setting } from '../parts';
import { useStudio } from '../state/context';
import { useT } from './locale';
import type { PartProps } from './part';

const YIELDS = ['money', 'decimal', 'integer', 'percent', 'text', 'boolean', 'date', 'datetime'];
const SCALED = ['decimal', 'percent'];

export function FormulaPart({ object, field, change }: PartProps) {
  const t = useT();
  const words = useFieldWords();
  const say = useLabel();
  const { files } = useStudio();
  const area = useRef<TextAreaRef>(null);
  const usable = liveFields(files, object).filter((one) => one.key !== field.key);
  const insert = (key: string) => {
    const input = area.current?.resizableTextArea?.textArea;
    const script = field.script ?? '';
    const [from, to] = [input?.selectionStart ?? script.length, input?.selectionEnd ?? script.length];
    change({ script: script.slice(0, from) + key + script.slice(to) });
    area.current?.focus();
  };
  return (
    <Part>
      <Setting label={t('as')}>
        {(id) => <Select id={id} value={field.as} options={YIELDS.map((one) => ({ value: one, label: words(`type.${one}` as FieldWord) }))}
          onChange={(as) => change({ as, scale: SCALED.includes(as) ? field.scale : undefined })} />}
      </Setting>
      <Setting label={t('script')} hint={t('scriptExample')}>
        {(id) => <Input.TextArea id={id} ref={area} className="s-code" spellCheck={false} autoSize={{ minRows: 3, maxRows: 12 }} value={field.script ?? ''}
          onChange={(event) => change({ script: event.target.value }, `script ${field.key}`)} />}
      </Setting>
      <Select aria-label={t('insertField')} placeholder={t('insertField')} value={null} onChange={(key: string | null) => key && insert(key)} showSearch={{ optionFilterProp: 'label' }}
        options={usable.map((one) => ({ value: one.key, label: `${say(one.label)}  ${one.key}` }))} />
    </Part>
  );
}
