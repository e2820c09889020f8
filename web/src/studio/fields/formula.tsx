/** A formula: what it yields, its text, and what the engine's check says of it. */
import { Select } from 'antd';
import { useFieldWords, type FieldWord } from '@/fields';
import { CodeInput } from '../code';
import { objectOf, paths } from '../model/files';
import { Part, Setting } from '../parts';
import { useScriptProblems } from '../problems';
import { useStudio } from '../state/context';
import { useT } from './locale';
import type { PartProps } from './part';

const YIELDS = ['money', 'decimal', 'integer', 'percent', 'text', 'boolean', 'date', 'datetime'];
const SCALED = ['decimal', 'percent'];

export function FormulaPart({ object, field, change }: PartProps) {
  const t = useT();
  const words = useFieldWords();
  const { files } = useStudio();
  const at = objectOf(files, object)?.fields.findIndex((one) => one.key === field.key) ?? -1;
  const problems = useScriptProblems(paths.object(object), `/fields/${at}/script`);
  return (
    <Part>
      <Setting label={t('as')}>
        {(id) => <Select id={id} value={field.as} options={YIELDS.map((one) => ({ value: one, label: words(`type.${one}` as FieldWord) }))}
          onChange={(as) => change({ as, scale: SCALED.includes(as) ? field.scale : undefined })} />}
      </Setting>
      <Setting label={t('script')} hint={t('scriptExample')}>
        {() => <CodeInput label={t('script')} object={object} value={field.script ?? ''} problems={problems} say onChange={(script) => change({ script }, `script ${field.key}`)} />}
      </Setting>
    </Part>
  );
}
