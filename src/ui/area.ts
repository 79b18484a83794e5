/** Columns and rows that something may take. */
export type Area = {readonly width: number; readonly height: number}
