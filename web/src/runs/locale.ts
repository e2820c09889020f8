/** Words of the list of runs. */
import { locale } from '@/i18n';

export const words = locale('runs', {
  runs: '自动化运行', state: '状态', object: '对象', from: '从', search: '搜索规则或错误', clear: '清除条件', empty: '没有符合条件的运行', emptyHint: '规则运行后会出现在这里',
  more: '加载更多', gone: '已删除的记录', 'state.waiting': '等待中', 'state.running': '运行中', 'state.done': '成功', 'state.failed': '失败', 'state.stopped': '已终止', 'state.shadow': '试运行',
  retry: '从失败处重试', cancel: '终止', cancelAsk: '终止这次运行？', cancelHint: '还没做的步骤不会再做，已经做的保持不变。', back: '返回列表', rule: '规则', record: '记录', started: '开始', ended: '结束', wakes: '下次检查',
  tried: '已尝试 {{count}} 次', next: '下次尝试', request: '待发送的内容', steps: '做了什么', nothing: '还没有做任何步骤', retried: '已重新运行', cancelled: '已终止', lastError: '上次的错误', anyRule: '规则', held: '「{{name}}」触发太频繁：{{count}} 次在排队，最后一次在 {{at}} 运行', shadowHint: '规则在试运行：下面是它会做的，什么都没有真的写入或发出。',
}, {
  runs: 'Automation runs', state: 'State', object: 'Object', from: 'From', search: 'Search rules or errors', clear: 'Clear', empty: 'Nothing matches', emptyHint: 'What rules do is listed here',
  more: 'Load more', gone: 'A deleted record', 'state.waiting': 'Waiting', 'state.running': 'Running', 'state.done': 'Done', 'state.failed': 'Failed', 'state.stopped': 'Stopped', 'state.shadow': 'Shadow',
  retry: 'Take on from where it failed', cancel: 'End it', cancelAsk: 'End this run?', cancelHint: 'Steps not done yet are left out; what was done stays.', back: 'Back to the list', rule: 'Rule', record: 'Record', started: 'Started', ended: 'Ended', wakes: 'Looked at again',
  tried: 'Tried {{count}} times', next: 'Next try', request: 'What is to be sent', steps: 'What it did', nothing: 'No step was done yet', retried: 'Taken on again', cancelled: 'Ended', lastError: 'The last error', anyRule: 'Rule', held: '“{{name}}” fires too often: {{count}} runs wait, the last of them until {{at}}', shadowHint: 'The rule runs in shadow: this is what it would have done. Nothing was written or sent.',
});

export const useT = words.useT;
