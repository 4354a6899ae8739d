/** A local time of the server, 'YYYY-MM-DDTHH:mm:ss', as people write it; a midnight nobody meant is left out. */
export const localText = (value: string): string =>
  value.replace(/T00:00:00$/, '').replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:00)?/, '$1 $2')
