// Digits as programs write them.

/** The text with Latin digits instead of Persian and Arabic ones. */
export const latin = (text: string) => text.replace(/[۰-۹٠-٩]/g, (digit) => `${(digit.codePointAt(0) ?? 0) & 0xf}`);
