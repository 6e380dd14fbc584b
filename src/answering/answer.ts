/** Where a statement stands: enough to find it again without us. */
export interface Citation {
  /** Number as it stands in the text, from 1. */
  number: number;
  passageId: number;
  documentId: string;
  /** The file's name. */
  source: string;
  title: string;
  /** Headings from the outermost to the nearest, joined with ` › `; null when there are none. */
  section: string | null;
  page: number | null;
  /** Date of the edition, as exact as it is known. */
  date: string | null;
  /** Words that stand literally in the document, white space apart. */
  quote: string;
}
