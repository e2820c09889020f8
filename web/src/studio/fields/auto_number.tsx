/** The pattern of a running number, with an example. */
import { Input } from 'antd';
import dayjs from 'dayjs';
import { Setting } from '../parts';
import { useT } from './locale';
import type { PartProps } from './part';

export function PatternPart({ field, change }: PartProps) {
  const t = useT();
  const pattern = field.pattern ?? '';
  return (
    <Setting label={t('pattern')} hint={<>{t('patternHint')}<br />{t('example', { text: exampleOf(pattern) })}</>}>
      {(id) => <Input id={id} className="s-code" value={pattern} onChange={(event) => change({ pattern: event.target.value }, `pattern ${field.key}`)} />}
    </Setting>
  );
}

function exampleOf(pattern: string): string {
  return pattern.replace(/\{(YYYY|YY|MM|DD|0+)\}/g, (_, part: string) => (part.startsWith('0') ? '1'.padStart(part.length, '0') : dayjs().format(part)));
}
