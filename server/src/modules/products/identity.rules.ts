/** VIN and serial numbers are compared in capitals without blanks; nothing left is none. */
export const plainNumber = (number: string | null | undefined): string | null => {
  const plain = (number ?? '').normalize('NFKC').replace(/\s/g, '').toUpperCase()
  return plain === '' ? null : plain
}

/** Plates lose blanks and the dot after the city letter: 京A·12345 and 京A12345 are one plate. */
export const plainPlate = (plate: string | null | undefined): string =>
  (plate ?? '')
    .normalize('NFKC')
    .replace(/[\s·.•-]/g, '')
    .toUpperCase()

export interface Named {
  vin: string | null
  serial: string | null
  customerId: string | null
  plate: string
  modelId: string | null
}

/**
 * AST-1: what makes two mentions the same product: the VIN, else the serial number, else customer, plate and model
 * together — a plate alone is not enough, because masked plates repeat. Null: nothing to tell it by.
 */
export function identityOf(product: Named): string | null {
  if (product.vin !== null) return `vin ${product.vin}`
  if (product.serial !== null) return `serial ${product.serial}`
  if (product.plate === '' && product.customerId === null) return null
  return `plate ${product.customerId ?? ''} ${product.plate} ${product.modelId ?? ''}`
}
