/** What a list or file shows of a value that is only revealed one at a time: `135****0890`. Short values show nothing. */
export function maskPhone(phone: string): string {
  return phone.length >= 7 ? `${phone.slice(0, 3)}****${phone.slice(-4)}` : '****';
}

/** `5134**********1234` of an ID number: the area and the last four, as offices are used to. */
export function maskIdNumber(idNumber: string): string {
  return idNumber.length >= 15 ? `${idNumber.slice(0, 4)}${'*'.repeat(idNumber.length - 8)}${idNumber.slice(-4)}` : '****';
}
