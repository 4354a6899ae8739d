export interface PartyGuess {
  name?: string
  phone?: string
  plate?: string
  vin?: string
}

const phone = /^\+?[\d\s-]{7,20}$/
const vin = /^[A-HJ-NPR-Z0-9]{17}$/i
// A Chinese plate begins with the province's sign; other plates mix letters and digits.
const plate = /^\p{Script=Han}[A-Z][A-Z0-9\u00b7-]{4,7}\p{Script=Han}?$/iu
const mixed = /^(?=.*\d)(?=.*[A-Z])[A-Z0-9-]{5,10}$/i

/** Where the text nobody was found under most likely belongs in the form of a new customer and vehicle. */
export function guessParty(text: string): PartyGuess {
  const found = text.trim()
  if (found === '') return {}
  if (phone.test(found)) return { phone: found }
  if (vin.test(found)) return { vin: found.toUpperCase() }
  if (plate.test(found) || mixed.test(found)) return { plate: found.toUpperCase() }
  return { name: found }
}
