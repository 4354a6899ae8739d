// The port to spreadsheets: everything that knows a file format stays in this folder.
export { readSheet, type ReadOptions, type SheetContent } from './read-sheet'
export { writeBook, writeXlsx, type BookSheet, type Mark } from './xlsx-write'
export { writeCsv } from './csv-write'
export { writeMarked, type MarkedFile, type MarkedIssue, type MarkedRow } from './marked'
export type { Column, ColumnType, OutRow, OutRows, OutValue } from './columns'
export { limits as sheetLimits } from './limits'
