/** Types an amount. */
import { useFormat } from '@/i18n/format';
import { NumberInput } from '../base/NumberInput';
import type { EditorProps } from '../types';

export function MoneyEditor(props: EditorProps) {
  const { currency, lang } = useFormat();
  const symbol = new Intl.NumberFormat(lang, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0).find((part) => part.type === 'currency')?.value;
  return <NumberInput {...props} prefix={props.cell ? undefined : symbol} />;
}
