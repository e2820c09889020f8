/** Types a web address. */
import { TextInput } from '../base/TextInput';
import type { EditorProps } from '../types';

export const UrlEditor = (props: EditorProps) => <TextInput {...props} type="url" />;
