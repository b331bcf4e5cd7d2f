// The languages of the pages.

export type Language = "en" | "fa";

export const LANGUAGES: readonly Language[] = ["en", "fa"];

export const isLanguage = (text: string | undefined): text is Language => text === "en" || text === "fa";

export const directionOf = (language: Language): "ltr" | "rtl" => (language === "fa" ? "rtl" : "ltr");

export const otherLanguage = (language: Language): Language => (language === "fa" ? "en" : "fa");
