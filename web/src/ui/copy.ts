/** Puts a text where it can be pasted from, and says so, or why not. */
import { App } from 'antd';
import { errorText } from '.';

export function useCopy() {
  const { message } = App.useApp();
  return async (text: string, said: string) => {
    try {
      await navigator.clipboard.writeText(text);
      void message.success(said);
    } catch (error) {
      void message.error(errorText(error));
    }
  };
}
