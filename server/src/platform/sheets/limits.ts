import { AppError, type ErrorDetails } from '../../kernel/errors'

/** What one file may hold (PLT-4). The last two guard the server: a small zip can unfold without end. */
export const limits = {
  fileBytes: 50 * 1024 * 1024,
  rows: 100_000,
  /** Titles and header rows that do not count as data. */
  rowsBesidesData: 50,
  /** All a sheet can have, blank ones included. */
  phantomRows: 1_048_576,
  columns: 500,
  unpackedBytes: 256 * 1024 * 1024,
  elementChars: 4 * 1024 * 1024,
  cellChars: 32_767,
  exportRows: 1_048_575,
} as const

/** The refusal of a file beyond a limit; `details` names the limit and its value. */
export function tooLarge(limit: keyof typeof limits): AppError {
  return refusedFile('file_too_large', { limit, max: limits[limit] })
}

/** A refusal of the file as a whole: invalid_input `workbench.<slug>`. */
export function refusedFile(slug: string, details: ErrorDetails = {}): AppError {
  return new AppError('invalid_input', `workbench.${slug}`, details)
}
