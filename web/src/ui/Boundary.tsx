/** Keeps a broken screen from taking the rest with it. */
import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { common } from './locale';
import { Empty } from '.';

export class Boundary extends Component<{ children: ReactNode; reset?: unknown }, { broken: boolean; reset?: unknown }> {
  override state = { broken: false, reset: this.props.reset };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  /** Another place was opened: try again there. */
  static getDerivedStateFromProps(props: { reset?: unknown }, state: { broken: boolean; reset?: unknown }) {
    return props.reset === state.reset ? null : { broken: false, reset: props.reset };
  }

  override componentDidCatch(error: unknown) {
    console.error(error);
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Empty title={common.t('pageBroken')} hint={common.t('pageBrokenHint')}>
        <Button type="primary" onClick={() => window.location.reload()}>{common.t('reload')}</Button>
      </Empty>
    );
  }
}
