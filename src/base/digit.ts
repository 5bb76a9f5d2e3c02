/** Whether a byte, or a code of a character, is that of a digit. */
export const isDigit = (code: number): boolean => code >= 48 && code <= 57
