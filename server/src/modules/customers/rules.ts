import type { Contact, Phone } from './schemas'

/** CUS-6: what two ways of writing a phone have in common; a masked digit stays masked. */
export const digitsOf = (phone: string): string => {
  const plain = phone.normalize('NFKC').replace(/[^\d*]/g, '')
  return /^(0086|86)1\d{10}$/.test(plain) ? plain.slice(-11) : plain
}

const shown = (phones: readonly Phone[]): string =>
  phones.map((phone) => (phone.label === '' ? phone.phone : `${phone.phone} (${phone.label})`)).join(', ')

/** CUS-1: all phones of a customer in one line, those of its contacts with their names. */
export const phonesText = (phones: readonly Phone[], contacts: readonly Contact[]): string =>
  [
    shown(phones),
    ...contacts
      .filter((contact) => contact.phones.length > 0)
      .map((contact) => `${contact.name}: ${shown(contact.phones)}`),
  ]
    .filter((part) => part !== '')
    .join('; ')

export interface Traced {
  address: string
  phone: string
  responsiblePerson: string
}

export interface TracedChange {
  field: keyof Traced
  oldValue: string
  newValue: string
}

/** CUS-1: changes of address, phones and responsible person are kept with old and new. */
export const tracedChanges = (before: Traced, after: Traced): TracedChange[] =>
  (['address', 'phone', 'responsiblePerson'] as const)
    .filter((field) => before[field] !== after[field])
    .map((field) => ({ field, oldValue: before[field], newValue: after[field] }))
