/** Words of the inbox: what is due, and what was told. */
import { locale } from '@/i18n';

export const words = locale('inbox', {
  title: '今天', today: '到期', notices: '通知', parts: '收件箱', approvals: '{{count}} 项审批等你处理', open: '去处理', overdue: '已逾期', count: '{{count}} 件', more: '还有 {{count}} 件，打开列表查看',
  nothing: '今天没有要处理的事', nothingHint: '到期或逾期的记录，以及等你处理的审批，会出现在这里。', which: '显示哪些', all: '全部', unread: '未读', about: '对象', anything: '所有对象', noneUnread: '没有未读通知', none: '还没有通知', noneHint: '有事需要您知道时，会出现在这里。',
  readAll: '全部标为已读', markRead: '标为已读', nothingElse: '不关于任何记录', byMail: '设置邮件通知',
}, {
  title: 'Today', today: 'Due', notices: 'Notices', parts: 'Inbox', approvals: '{{count}} approvals wait for you', open: 'Decide', overdue: 'Overdue', count: '{{count}}', more: '{{count}} more: open the list',
  nothing: 'Nothing to see to today', nothingHint: 'Records that are due or overdue, and approvals that wait for you, will appear here.', which: 'Show', all: 'All', unread: 'Unread', about: 'Object', anything: 'All objects', noneUnread: 'No unread notices', none: 'No notices yet', noneHint: 'What you should know will appear here.',
  readAll: 'Mark all as read', markRead: 'Mark as read', nothingElse: 'About no record', byMail: 'Notices by e-mail',
});
export const useT = words.useT;
