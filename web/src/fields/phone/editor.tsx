/** Types a telephone number. */
import { TextInput } from '../base/TextInput';
import type { EditorProps } from '../types';

export const PhoneEditor = (props: EditorProps) => <TextInput {...props} type="tel" />;
