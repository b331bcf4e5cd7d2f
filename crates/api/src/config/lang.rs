//! The language of what a command writes for people.

use std::env;

use clap::{Args, ValueEnum};
use shahrak_messages::Language;

/// The language of reports and of errors that the caller can correct. Errors of the machine stay in English, like their
/// causes.
#[derive(Debug, Args)]
pub struct LangArgs {
    /// Language of reports and errors [default: that of the locale]
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub lang: Option<LangName>,
}

/// The name of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangName {
    /// English
    En,
    /// Persian
    Fa,
}

impl LangName {
    /// The language with this name.
    pub fn parse(name: &str) -> Option<LangName> {
        LangName::from_str(name, false).ok()
    }

    /// The language.
    pub fn language(self) -> Language {
        match self {
            LangName::En => Language::English,
            LangName::Fa => Language::Persian,
        }
    }
}

impl LangArgs {
    /// The chosen language, or else that of the locale.
    pub fn language(&self) -> Language {
        self.lang.map_or_else(of_locale, LangName::language)
    }
}

/// The language of the locale: the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set counts.
pub fn of_locale() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|it| !it.is_empty()));
    match set {
        Some(locale) if locale.split(['_', '.', '@']).next() == Some("fa") => Language::Persian,
        _ => Language::English,
    }
}
