/** AST-6: what a product is made of, and when a part may take another's place. */

export interface ComponentState {
  serial: string | null
  partNo: string
  warrantyOnly: boolean
  installedOn: string | null
  removedOn: string | null
}

export interface NewPart {
  serial: string | null
  partNo: string
  warrantyOnly: boolean
}

/** Where a serial number is in service now. */
export interface InService {
  productId: string
  /** How people call that product. */
  product: string
}

export interface Refusal {
  field: string
  reason: string
  details?: Record<string, string>
}

/** AST-6: a serial number is in one product at a time; the other product is named. */
export function serialRefusal(
  productId: string,
  field: string,
  there: InService | undefined,
): Refusal | null {
  if (there === undefined) return null
  if (there.productId === productId) return { field, reason: 'products.serial_in_service' }
  return { field, reason: 'products.serial_elsewhere', details: { product: there.product } }
}

/**
 * AST-6: a part that stock is kept of is told by its part number; a serial number that only matters for the warranty
 * needs no stock and so no part number, but then it is the serial number that counts.
 */
export function partRefusal(part: NewPart): Refusal | null {
  if (part.warrantyOnly && part.serial === null)
    return { field: 'newSerial', reason: 'products.serial_needed' }
  if (!part.warrantyOnly && part.partNo === '') return { field: 'partNo', reason: 'products.part_no_needed' }
  return null
}

/** AST-6: why the old part cannot be swapped on this day for the new one; null if it can. */
export function swapRefusal(
  old: ComponentState,
  part: NewPart,
  facts: { productId: string; on: string; today: string; newInService: InService | undefined },
): Refusal | null {
  if (old.removedOn !== null) return { field: 'componentId', reason: 'products.not_in_service' }
  if (facts.on > facts.today) return { field: 'swappedOn', reason: 'products.day_in_future' }
  if (old.installedOn !== null && facts.on < old.installedOn)
    return { field: 'swappedOn', reason: 'products.before_installed' }
  if (part.serial !== null && part.serial === old.serial)
    return { field: 'newSerial', reason: 'products.same_serial' }
  return partRefusal(part) ?? serialRefusal(facts.productId, 'newSerial', facts.newInService)
}

/** AST-6: the part list as it was on a day: in from its first day on, out from the day it was taken out. */
export const inServiceOn = <C extends Pick<ComponentState, 'installedOn' | 'removedOn'>>(
  components: readonly C[],
  on: string,
): C[] =>
  components.filter(
    ({ installedOn, removedOn }) =>
      (installedOn === null || installedOn <= on) && (removedOn === null || removedOn > on),
  )
