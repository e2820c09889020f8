/** Types an e-mail address. */
import { TextInput } from '../base/TextInput';
import type { EditorProps } from '../types';

export const EmailEditor = (props: EditorProps) => <TextInput {...props} type="email" />;
