//! Observations as SDMX-CSV 2.0. With their history, the action replaces the value that was known before, and a column says
//! from when on the value was known.

use chrono::SecondsFormat;

use super::component::Component;
use super::observation::Observation;
use super::{AGENCY, DATAFLOW, VERSION};

/// The media type.
pub const MEDIA_TYPE: &str = "application/vnd.sdmx.data+csv;version=2.0.0";

/// What a client does with the observations of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Reads them.
    Information,
    /// Replaces what it has with them: they are revisions.
    Replace,
}

/// The file.
///
/// # Errors
/// The file cannot be written into memory.
pub fn write(observations: &[Observation], action: Action, history: bool) -> csv::Result<Vec<u8>> {
    let mut file = csv::Writer::from_writer(Vec::new());
    let components = Component::ALL.map(Component::id);
    let valid_from = history.then_some("VALID_FROM");
    file.write_record(
        ["STRUCTURE", "STRUCTURE_ID", "ACTION"].into_iter().chain(components).chain(valid_from),
    )?;
    let structure = format!("{AGENCY}:{DATAFLOW}({VERSION})");
    let action = if action == Action::Replace { "R" } else { "I" };
    for observation in observations {
        let first = ["dataflow", &*structure, action].map(str::to_owned);
        let values = Component::ALL.map(|component| observation.text(component));
        let moment = history.then(|| {
            let moment = observation.valid_from.map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true));
            moment.unwrap_or_default()
        });
        file.write_record(first.into_iter().chain(values).chain(moment))?;
    }
    file.into_inner().map_err(|error| error.into_error().into())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use chrono::DateTime;
    use expect_test::expect;

    use super::*;
    use crate::sdmx::observation::testing::observation;

    #[test]
    fn a_row_is_an_observation() {
        let share = observation("share_inactive", "IR-09", 1400, "18.7");
        let revived = observation("units_revived", "IR", 1399, "1170");
        let file = write(&[revived, share], Action::Information, false).unwrap();
        expect![[r#"
            STRUCTURE,STRUCTURE_ID,ACTION,FREQ,METRIC,REF_AREA,POPULATION,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MEASURE,LAST_DAY
            dataflow,SHAHRAK:REGISTER(1.0),I,A,units_revived,IR,in_parks,2020-03-20/P1Y,1170,A,units,2021-03-20
            dataflow,SHAHRAK:REGISTER(1.0),I,A,share_inactive,IR-09,in_parks,2021-03-21/P1Y,18.7,A,percent,2022-03-20
        "#]]
        .assert_eq(&String::from_utf8(file).unwrap());
    }

    #[test]
    fn history_replaces_and_says_from_when_on() {
        let valid_from = DateTime::from_timestamp(1_612_250_100, 0);
        let revived = Observation { valid_from, ..observation("units_revived", "IR", 1399, "1") };
        let file = String::from_utf8(write(&[revived], Action::Replace, true).unwrap()).unwrap();
        assert!(file.starts_with("STRUCTURE,STRUCTURE_ID,ACTION,"), "{file}");
        assert!(file.ends_with(",1,A,units,2021-03-20,2021-02-02T07:15:00.000000Z\n"), "{file}");
        assert!(file.contains("\ndataflow,SHAHRAK:REGISTER(1.0),R,A,"), "{file}");
    }
}
