/** Words of the import wizard. */
import { locale } from '@/i18n';

export const words = locale('import', {
  title: '导入{{object}}', into: '导入到', notAllowed: '您不能导入{{object}}', notAllowedHint: '请联系管理员开通导入权限。', toList: '返回列表',
  drop: '把文件拖到这里，或点击选择', dropNow: '松开即可上传', kinds: '支持 Excel（.xlsx）和 CSV，最大 {{mb}} MB', uploading: '正在上传和识别“{{file}}”', cancel: '取消',
  empty: '“{{file}}”是空文件，请换一个。', large: '“{{file}}”有 {{size}}，超过了 {{mb}} MB。请拆成几个文件分别导入。', failedUpload: '没能读取“{{file}}”', safe: '没有写入任何数据。',
  first: '第一次导入？', firstHint: '不用改表头：系统会识别列名，正式写入之前会先逐行试运行，告诉您会发生什么。', stepFile: '文件', stepColumns: '列与字段', stepCheck: '试运行', otherFile: '换一个文件',
  rowsIn: '{{n}} 行', sheet: '工作表', hidden: '隐藏', headerRow: '表头所在行', noHeader: '没有表头', preview: '预览', previewHint: '前 {{n}} 行', noPreview: '表头下面没有数据，请检查工作表和表头行。',
  column: '文件中的列', field: '导入到字段', samples: '示例', skipColumn: '不导入这一列', unnamed: '第 {{n}} 列', exact: '名称一致', alias: '名称匹配', fuzzy: '可能是，请确认', computed: '系统自动计算，不导入', chosen: '手动选择',
  none: '未匹配', matchedOf: '已对应 {{n}} / {{all}} 列', usedBy: '已用于“{{column}}”', newField: '没有合适的字段？', newFieldLink: '去工作室新建', rematch: '重新匹配', rematchHint: '按列名重新匹配，手动的选择会被替换', fieldGroup: '字段', systemGroup: '系统字段',
  needed: '这些必填字段在文件里没有对应的列', neededHint: '选择对应的列，或者在这里填一个值，用于所有没有填写的新记录。', howToRead: '如何处理', dateOrder: '日期的写法', auto: '自动识别', ymd: '年/月/日', mdy: '月/日/年', dmy: '日/月/年',
  upsert: '遇到已有的记录', upsertNone: '全部新建', upsertBy: '按“{{field}}”找到并更新', upsertHint: '对应了标题或唯一字段后，可以按它更新已有记录。', defaults: '默认值', defaultsHint: '新记录里没有填写的字段，用这里的值。', addDefault: '添加默认值', removeDefault: '移除“{{field}}”的默认值',
  check: '试运行', checkAgain: '重新试运行', checkHint: '先逐行检查会发生什么，不会写入任何数据。', checking: '正在逐行检查，还没有写入任何数据…', stale: '设置已更改，结果需要更新', took: '用时 {{n}} 秒', nothingMapped: '还没有任何列对应到字段',
  create: '新建', update: '更新', unchanged: '没有变化', refuse: '无法导入', skip: '跳过', skipHint: '合计行和重复的表头', duplicates: '其中 {{n}} 条和已有的记录相似', allGood: '全部 {{n}} 行都可以导入',
  unresolved: '这些写法没有对应的内容', unresolvedHint: '告诉系统它们指的是什么，相关的行就能导入。', text: '写法', count: '行数', meaning: '指的是', leaveBlank: '留空', blank: '（留空）', other: '选择其他', change: '更改', pickFor: '“{{text}}”指的是', toldOf: '已说明 {{n}} / {{all}}',
  refusedTitle: '{{n}} 行无法导入', refusedHint: '其余的行不受影响。导入后可以下载这些行，修改后再次导入。', row: '行', reason: '原因', value: '内容', rows: '{{n}} 行', rowsAre: '第 {{rows}} 行', firstOnly: '仅列出前 {{n}} 行',
  byReason: '按原因', byRow: '按行', sample: '前几行的结果', outcome: '结果', record: '记录', run: '导入 {{n}} 行', runNone: '没有可以导入的行', runSome: '{{n}} 行会被跳过', queued: '排队中…', running: '正在导入', runningHint: '可以离开这个页面，导入会在后台继续。', stop: '停止导入',
  stopConfirm: '停止导入？', stopHint: '已经写入的记录会保留。', keepGoing: '继续导入', done: '导入完成', doneNone: '没有写入任何记录', cancelled: '导入已停止', cancelledHint: '停止之前写入的记录已保留。', failed: '导入没有完成', failedHint: '已写入的记录会保留，可以修改文件后再次导入。',
  created: '新建', updated: '更新', refusedCount: '未导入', open: '查看{{object}}', download: '下载未导入的 {{n}} 行', again: '再导入一个文件', progress: '导入进度', of: '{{done}} / {{total}} 行', gone: '找不到这次导入', goneHint: '它可能已被清理，请重新上传文件。', restart: '重新上传',
  notSaved: '没有保存：{{message}}', showAll: '显示全部 {{n}} 项',
}, {
  title: 'Import: {{object}}', into: 'Import into', notAllowed: 'You cannot import here: {{object}}', notAllowedHint: 'Ask an administrator for the right to import.', toList: 'Back to the list',
  drop: 'Drop a file here, or click to choose one', dropNow: 'Let go to upload', kinds: 'Excel (.xlsx) or CSV, up to {{mb}} MB', uploading: 'Uploading and reading “{{file}}”', cancel: 'Cancel',
  empty: '“{{file}}” is empty. Choose another file.', large: '“{{file}}” has {{size}}, more than {{mb}} MB. Split it and import the parts.', failedUpload: 'Could not read “{{file}}”', safe: 'Nothing was written.',
  first: 'First import?', firstHint: 'No need to rename columns: they are recognised, and before anything is written every row is tried and you see what would happen.', stepFile: 'File', stepColumns: 'Columns and fields', stepCheck: 'Rehearsal', otherFile: 'Another file',
  rowsIn: '{{n}} rows', sheet: 'Sheet', hidden: 'hidden', headerRow: 'Header in row', noHeader: 'No header', preview: 'Preview', previewHint: 'First {{n}} rows', noPreview: 'There is nothing below the header. Check the sheet and the header row.',
  column: 'Column of the file', field: 'Goes into field', samples: 'Samples', skipColumn: 'Do not import this column', unnamed: 'Column {{n}}', exact: 'Same name', alias: 'Known name', fuzzy: 'A guess, please check', computed: 'Computed, not imported', chosen: 'Chosen by hand',
  none: 'Not matched', matchedOf: '{{n}} of {{all}} columns matched', usedBy: 'used by “{{column}}”', newField: 'No field fits?', newFieldLink: 'Add one in the studio', rematch: 'Match again', rematchHint: 'Matches by name again; choices made by hand are replaced', fieldGroup: 'Fields', systemGroup: 'System fields',
  needed: 'These required fields have no column in the file', neededHint: 'Choose their column, or give one value here for every new record that leaves it blank.', howToRead: 'How to read it', dateOrder: 'Dates are written', auto: 'Find out', ymd: 'year/month/day', mdy: 'month/day/year', dmy: 'day/month/year',
  upsert: 'Records already there', upsertNone: 'Create all as new', upsertBy: 'Find by “{{field}}” and update', upsertHint: 'Once the title or a unique field has a column, records already there can be updated by it.', defaults: 'Default values', defaultsHint: 'For new records that leave the field blank.', addDefault: 'Add a default value', removeDefault: 'Remove the default of “{{field}}”',
  check: 'Rehearse', checkAgain: 'Rehearse again', checkHint: 'Tries every row and tells what would happen. Nothing is written.', checking: 'Trying every row; nothing is written yet…', stale: 'Settings changed; the result is no longer right', took: 'took {{n}} s', nothingMapped: 'No column goes into a field yet',
  create: 'To create', update: 'To update', unchanged: 'Unchanged', refuse: 'Refused', skip: 'Skipped', skipHint: 'Totals and repeated headers', duplicates: '{{n}} of them look like records already there', allGood: 'All {{n}} rows can be imported',
  unresolved: 'These spellings match nothing', unresolvedHint: 'Say what they mean, and their rows can be imported.', text: 'Spelling', count: 'Rows', meaning: 'Means', leaveBlank: 'Leave blank', blank: '(left blank)', other: 'Choose another', change: 'Change', pickFor: '“{{text}}” means', toldOf: '{{n}} of {{all}} told',
  refusedTitle: '{{n}} rows cannot be imported', refusedHint: 'The other rows are not affected. After the import you can download these, correct them and import again.', row: 'Row', reason: 'Reason', value: 'Value', rows: '{{n}} rows', rowsAre: 'Row {{rows}}', firstOnly: 'Only the first {{n}} rows are listed',
  byReason: 'By reason', byRow: 'By row', sample: 'Outcome of the first rows', outcome: 'Outcome', record: 'Record', run: 'Import {{n}} rows', runNone: 'No row can be imported', runSome: '{{n}} rows will be left out', queued: 'Waiting to start…', running: 'Importing', runningHint: 'You can leave this page; the import goes on.', stop: 'Stop the import',
  stopConfirm: 'Stop the import?', stopHint: 'Records written so far stay.', keepGoing: 'Go on', done: 'Import done', doneNone: 'No record was written', cancelled: 'Import stopped', cancelledHint: 'Records written before that stay.', failed: 'The import did not finish', failedHint: 'Records written so far stay. Correct the file and import it again.',
  created: 'Created', updated: 'Updated', refusedCount: 'Not imported', open: 'Open {{object}}', download: 'Download the {{n}} rows left out', again: 'Import another file', progress: 'Progress of the import', of: '{{done}} of {{total}} rows', gone: 'There is no such import', goneHint: 'It may have been cleaned up. Upload the file again.', restart: 'Upload again',
  notSaved: 'Not saved: {{message}}', showAll: 'Show all {{n}}',
  rowsIn_one: '{{n}} row', rows_one: '{{n}} row',
});

export const useT = words.useT;
