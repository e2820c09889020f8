/** The editors of all types, fetched together when the first edit begins. */
import { BooleanEditor } from './boolean/editor';
import { DateEditor } from './date/editor';
import { DatetimeEditor } from './datetime/editor';
import { DecimalEditor } from './decimal/editor';
import { EmailEditor } from './email/editor';
import { FileEditor } from './file/editor';
import { IntegerEditor } from './integer/editor';
import { LongTextEditor } from './long_text/editor';
import { LookupEditor } from './lookup/editor';
import { MoneyEditor } from './money/editor';
import { MultiSelectEditor } from './multi_select/editor';
import { PercentEditor } from './percent/editor';
import { PhoneEditor } from './phone/editor';
import { RatingEditor } from './rating/editor';
import { RegionEditor } from './region/editor';
import { SelectEditor } from './select/editor';
import { StageEditor } from './stage/editor';
import { TagsEditor } from './tags/editor';
import { TextEditor } from './text/editor';
import { UrlEditor } from './url/editor';
import { UserEditor } from './user/editor';

export const editors = {
  text: TextEditor, long_text: LongTextEditor, integer: IntegerEditor, decimal: DecimalEditor, money: MoneyEditor, percent: PercentEditor,
  boolean: BooleanEditor, date: DateEditor, datetime: DatetimeEditor, select: SelectEditor, multi_select: MultiSelectEditor, tags: TagsEditor,
  lookup: LookupEditor, user: UserEditor, phone: PhoneEditor, email: EmailEditor, url: UrlEditor, rating: RatingEditor, stage: StageEditor,
  region: RegionEditor, file: FileEditor,
};
