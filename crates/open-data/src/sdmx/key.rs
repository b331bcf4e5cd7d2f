//! The key of a request: which series it asks for.
//!
//! Both forms are read: `A.units_revived.IR.*` with `*` for every code (SDMX 3.0), and `A.units_revived+jobs_revived.IR.`
//! with nothing for every code and `+` between alternatives (SDMX 2.1). Several keys are separated by commas. Dimensions
//! that are left out at the end stand for every code.

use shahrak_messages::{Explain, Message, explained_errors, message};

use super::code_list::Vocabulary;
use super::component::Component;
use super::observation::Series;

/// A choice of series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Key {
    /// A series is chosen if one of these chooses it.
    slices: Vec<Slice>,
    /// And if its codes are among these.
    filters: Vec<(Component, Vec<String>)>,
}

/// The codes of each dimension; none for every code.
type Slice = [Option<Vec<String>>; 4];

/// Why a key or a filter cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyError {
    /// A key with more parts than there are dimensions.
    TooLong(String),
    /// A code that is not in the list of the dimension.
    UnknownCode {
        /// The dimension.
        dimension: Component,
        /// The code that was given.
        found: String,
    },
}

impl Key {
    /// Reads a key. `all` and nothing stand for every series.
    ///
    /// # Errors
    /// [`KeyError`] says what is wrong.
    pub fn parse(text: &str, vocabulary: &Vocabulary) -> Result<Key, KeyError> {
        let text = if matches!(text, "" | "all" | "*") { "*" } else { text };
        let slices = text.split(',').map(|slice| read_slice(slice, vocabulary)).collect::<Result<_, _>>()?;
        Ok(Key { slices, filters: Vec::new() })
    }

    /// The same series, if they have one of these codes, separated by commas.
    ///
    /// # Errors
    /// [`KeyError::UnknownCode`] names the first code that does not exist.
    pub fn filter(
        mut self,
        dimension: Component,
        codes: &str,
        vocabulary: &Vocabulary,
    ) -> Result<Key, KeyError> {
        let codes = codes.split(',').map(|code| code.strip_prefix("eq:").unwrap_or(code));
        self.filters.push((dimension, read_codes(dimension, codes, vocabulary)?));
        Ok(self)
    }

    /// Whether a series is chosen.
    pub fn chooses(&self, series: &Series) -> bool {
        let chosen = |dimension, codes: &[String]| codes.iter().any(|code| code == series.code(dimension));
        let by_slice = |slice: &Slice| {
            Component::KEY
                .iter()
                .zip(slice)
                .all(|(dimension, codes)| codes.as_ref().is_none_or(|codes| chosen(*dimension, codes)))
        };
        self.slices.iter().any(by_slice)
            && self.filters.iter().all(|(dimension, codes)| chosen(*dimension, codes))
    }
}

fn read_slice(text: &str, vocabulary: &Vocabulary) -> Result<Slice, KeyError> {
    let parts: Vec<&str> = text.split('.').collect();
    if parts.len() > Component::KEY.len() {
        return Err(KeyError::TooLong(text.to_owned()));
    }
    let mut slice = Slice::default();
    for ((part, dimension), codes) in parts.iter().zip(Component::KEY).zip(&mut slice) {
        if !matches!(*part, "" | "*") {
            *codes = Some(read_codes(dimension, part.split('+'), vocabulary)?);
        }
    }
    Ok(slice)
}

fn read_codes<'a>(
    dimension: Component,
    codes: impl Iterator<Item = &'a str>,
    vocabulary: &Vocabulary,
) -> Result<Vec<String>, KeyError> {
    let known = dimension.list().map(|list| list.codes(vocabulary)).unwrap_or_default();
    let read = |code: &str| match known.iter().any(|known| known.id == code) {
        true => Ok(code.to_owned()),
        false => Err(KeyError::UnknownCode { dimension, found: code.to_owned() }),
    };
    codes.map(read).collect()
}

impl Explain for KeyError {
    fn message(&self) -> Message {
        match self {
            KeyError::TooLong(found) => {
                let form = Component::KEY.map(Component::id).join(".");
                message!("sdmx-key-too-long", found, form)
            }
            KeyError::UnknownCode { dimension, found } => {
                let list = dimension.list().map(|list| list.id()).unwrap_or_default();
                message!("sdmx-code-unknown", found, dimension = dimension.id(), list)
            }
        }
    }
}

explained_errors!(KeyError);

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::sdmx::observation::testing::observation;
    use crate::sdmx::testing::vocabulary;

    fn chosen(key: &str, filters: &[(Component, &str)]) -> Result<String, String> {
        let vocabulary = vocabulary();
        let mut parsed = Key::parse(key, &vocabulary).map_err(|error| error.to_string())?;
        for (dimension, codes) in filters {
            parsed = parsed.filter(*dimension, codes, &vocabulary).map_err(|error| error.to_string())?;
        }
        let all = [("units_revived", "IR"), ("units_revived", "IR-09"), ("share_inactive", "IR-09")];
        let series = all.map(|(metric, area)| observation(metric, area, 1399, "1").series);
        let chosen = series.iter().filter(|series| parsed.chooses(series));
        Ok(chosen.map(|series| format!("{} {}", series.metric, series.area)).collect::<Vec<_>>().join(", "))
    }

    #[test]
    fn a_key_chooses_series_in_both_forms() {
        let check = |key, expected: &str| assert_eq!(chosen(key, &[]).unwrap(), expected, "{key}");
        check("*", "units_revived IR, units_revived IR-09, share_inactive IR-09");
        check("all", "units_revived IR, units_revived IR-09, share_inactive IR-09");
        check("A.units_revived", "units_revived IR, units_revived IR-09");
        check("A.units_revived.IR.*", "units_revived IR");
        check(".units_revived+share_inactive.IR-09.", "units_revived IR-09, share_inactive IR-09");
        check("*.*.IR.*,*.share_inactive", "units_revived IR, share_inactive IR-09");
        check("...outside_parks", "");
    }

    #[test]
    fn filters_limit_a_key() {
        let filters = [(Component::RefArea, "IR-09,IR"), (Component::Metric, "eq:units_revived")];
        assert_eq!(chosen("*", &filters).unwrap(), "units_revived IR, units_revived IR-09");
        assert_eq!(chosen("*.share_inactive", &filters).unwrap(), "");
    }

    #[test]
    fn a_wrong_key_is_explained() {
        assert_eq!(
            chosen("A.units_revved", &[]).unwrap_err(),
            "“units_revved” is not a code of METRIC; the codes are in CL_METRIC"
        );
        assert_eq!(
            chosen("A.units_revived.IR.all.2020", &[]).unwrap_err(),
            "“A.units_revived.IR.all.2020” has more parts than there are dimensions; write FREQ.METRIC.REF_AREA.POPULATION"
        );
    }
}
