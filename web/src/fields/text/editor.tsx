/** Types one line of text. */
export { TextInput as TextEditor } from '../base/TextInput';
