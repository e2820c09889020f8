/** Types a number with decimals. */
export { IntegerEditor as DecimalEditor } from '../integer/editor';
