/** What a test found wrong, at the place that says what was expected. */
import type { ReactNode } from 'react';

export function Wrong({ messages }: { messages: string[] }): ReactNode {
  return messages.length > 0 && <div role="alert" className="m-danger">{messages.map((message, at) => <div key={at}>{message}</div>)}</div>;
}
