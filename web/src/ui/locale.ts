/** Words of the small pieces, and those that every screen uses. */
import { locale } from '@/i18n';

export const common = locale('ui', {
  failed: '没能完成', retry: '重试', loading: '正在加载', save: '保存', cancel: '取消', delete: '删除', close: '关闭', edit: '编辑', add: '添加',
  create: '新建', more: '更多', undo: '撤销', back: '返回', yes: '是', no: '否', done: '完成', search: '搜索', none: '无', remove: '移除',
  loadMore: '加载更多', pageBroken: '这个页面出了问题', pageBrokenHint: '您的数据没有受影响。重新加载页面即可继续。', reload: '重新加载',
  missing: '找不到这个页面', missingHint: '它可能已被移动或删除。', home: '回到首页',
}, {
  failed: 'That did not work', retry: 'Try again', loading: 'Loading', save: 'Save', cancel: 'Cancel', delete: 'Delete', close: 'Close',
  edit: 'Edit', add: 'Add', create: 'New', more: 'More', undo: 'Undo', back: 'Back', yes: 'Yes', no: 'No', done: 'Done', search: 'Search',
  none: 'None', remove: 'Remove', loadMore: 'Load more', pageBroken: 'Something on this page broke',
  pageBrokenHint: 'Your data is safe. Reload the page to go on.', reload: 'Reload', missing: 'There is no such page',
  missingHint: 'It may have been moved or deleted.', home: 'Go home',
});

export const useT = common.useT;
