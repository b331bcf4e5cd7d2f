//! Changes that are lines of the exchange format: what is entered by hand has the rules, the codes and the words of files.

use std::io::Cursor;

use async_graphql::{Context, Result};

use shahrak_domain::act::Act;
use shahrak_domain::policy::{Action, Province};
use shahrak_domain::province;
use shahrak_exchange::entry::{self, Entry};
use shahrak_exchange::refusal::{Refusal, RefusalCode};
use shahrak_persistence::import::{self, ImportFile, ImportOptions};
use shahrak_persistence::tx::Tx;

use crate::graphql::context::Ask;
use crate::graphql::perform::Failure;
use crate::graphql::persian;
use crate::graphql::user_error::{Mistake, field_of_column};

mod text;

pub use text::CellText;

/// Defines the input of a change that is a line: a field for each column that can be stated, and what stands beside them.
macro_rules! line_input {
    (
        $(#[$meta:meta])*
        $name:ident($kind:ident) { $( $(#[$field_meta:meta])* $column:ident: $type:ty, )* }
        $( beside { $( $(#[$beside_meta:meta])* $beside:ident: $beside_type:ty, )* } )?
    ) => {
        $(#[$meta])*
        #[derive(async_graphql::InputObject, Clone, Debug)]
        pub struct $name {
            $( $(#[$field_meta])* pub $column: $type, )*
            $( $( $(#[$beside_meta])* pub $beside: $beside_type, )* )?
            /// A key of your own for this change: sent again with it, the change is not made twice and its first answer
            /// is given again. Kept for seven days.
            pub idempotency_key: Option<String>,
        }

        impl $name {
            /// It as a line of the exchange format.
            pub fn entry(&self) -> shahrak_exchange::entry::Entry {
                let entry = shahrak_exchange::entry::Entry::new(shahrak_exchange::file::FileKind::$kind);
                $( let entry = entry.cell(
                    stringify!($column),
                    $crate::graphql::line::CellText::text(&self.$column),
                ); )*
                entry
            }
        }
    };
}
pub(crate) use line_input;

/// Where a mistake in a line stands.
const INPUT: [&str; 1] = ["input"];

/// Lets who asks keep the register of the province that a code names. Where it names none, the line will be refused, and
/// any officer may hear why.
///
/// # Errors
/// `FORBIDDEN` for an officer of other provinces.
pub fn keep_province(ctx: &Context<'_>, code: &str) -> Result<()> {
    let reference = ctx.reference()?;
    let found = province::find(&reference.provinces, code.trim()).ok();
    let place = found.map_or(Province::Some, |province| Province::Of(&province.code));
    ctx.officer(Action::KeepRegister(place)).map(|_| ())
}

/// Records a line, if nothing else speaks against the change.
///
/// # Errors
/// Those mistakes and all of the line's own.
pub async fn record(
    ctx: &Context<'_>,
    tx: &mut Tx,
    act: &Act,
    line: Entry,
    mut mistakes: Vec<Mistake>,
) -> Result<(), Failure> {
    let registered = mistakes.iter().any(|mistake| mistake.is(RefusalCode::AlreadyRegistered));
    // What is there already is not meant: the line is judged as one of something new.
    let line = if registered && line.get("code").is_some() { line.as_new() } else { line };
    let refusals = refusals(ctx, tx, act, &[line]).await?;
    let told = refusals.iter().filter(|refusal| !registered || refusal.code != RefusalCode::Changed);
    mistakes.extend(told.map(|refusal| Mistake::of_refusal(refusal, &INPUT)));
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes.into()) }
}

/// Refuses a line for something that is not there: all else that is wrong with what it states is told as well.
///
/// # Errors
/// All these mistakes, always.
pub async fn refuse<T>(
    ctx: &Context<'_>,
    tx: &mut Tx,
    act: &Act,
    line: Entry,
    unknown: Mistake,
) -> Result<T, Failure> {
    let whole = line.clone().completed(&Entry::blank(line.kind()));
    let refusals = refusals(ctx, tx, act, &[whole]).await?;
    let states = |column: &str| column != "code" && line.get(column).is_some();
    let stated = refusals.iter().filter(|refusal| refusal.column.as_deref().is_some_and(states));
    let mistakes = stated.map(|refusal| Mistake::of_refusal(refusal, &INPUT));
    Err(std::iter::once(unknown).chain(mistakes).collect::<Vec<_>>().into())
}

/// Records lines of one kind, and says what is refused in them; each refusal has the place of its line among them as the
/// name of its file. If any is, nothing is recorded.
///
/// # Errors
/// Failures of the database.
pub async fn refusals(
    ctx: &Context<'_>,
    tx: &mut Tx,
    act: &Act,
    lines: &[Entry],
) -> Result<Vec<Refusal>, Failure> {
    let Some(first) = lines.first() else { return Ok(Vec::new()) };
    let (csv, begins) = entry::file(lines);
    let input = Box::new(Cursor::new(csv));
    let file = ImportFile { kind: first.kind(), name: String::new(), input, size: None };
    let options = ImportOptions {
        dry_run: false,
        today: ctx.today()?,
        now: ctx.now()?,
        act: act.clone(),
        zone: ctx.register()?.zone.name().to_owned(),
    };
    let mut refusals = import::record(tx, vec![file], &options).await?.refusals;
    refusals.extend(lines.iter().flat_map(Entry::lacking));
    for refusal in &mut refusals {
        let line = refusal.line.unwrap_or_default();
        refusal.file = begins.partition_point(|begin| *begin <= line).saturating_sub(1).to_string();
    }
    Ok(refusals)
}

/// A mistake at the code of the input: a thing of this kind has it already.
pub fn registered(kind: &str, code: &str) -> Mistake {
    let english = format!(
        "a {kind} with the code “{code}” is registered already; update that one, or give another code"
    );
    let persian = persian::refusal(RefusalCode::AlreadyRegistered, Some(code));
    Mistake::new(RefusalCode::AlreadyRegistered, ["input", "code"], english, persian)
}

/// A mistake at the code of the input: nothing of this kind has it.
pub fn unknown(refusal: RefusalCode, kind: &str, code: &str) -> Mistake {
    let english = format!("no {kind} has the code “{code:.64}”; register it first");
    Mistake::new(refusal, ["input", "code"], english, persian::refusal(refusal, Some(code)))
}

/// A mistake if somebody else has changed a thing since its sender read it. It says what they would undo.
pub fn stale(expected: Option<i32>, version: i32, line: &Entry, recorded: &Entry) -> Option<Mistake> {
    let expected = expected.filter(|expected| *expected != version)?;
    let differs = line.differences(recorded);
    let there: Vec<(String, &str)> =
        differs.map(|(column, there)| (field_of_column(column), there)).collect();
    let list = |open: &str, close: &str, empty: &str, comma: &str| {
        let said = there.iter().map(|(field, there)| match *there {
            "" => format!("{field}: {empty}"),
            there => format!("{field}: {open}{there}{close}"),
        });
        said.collect::<Vec<_>>().join(comma)
    };
    let english = match there.is_empty() {
        true => {
            format!("version {version} is there by now, not {expected}, and it says the same; read it again")
        }
        false => format!(
            "version {version} is there by now, not {expected}, and it says {}; read it again and decide",
            list("“", "”", "nothing", ", ")
        ),
    };
    let persian = persian::stale(version, expected, &list("«", "»", "خالی", "، "));
    Some(Mistake::new(RefusalCode::StaleVersion, ["input", "expectedVersion"], english, persian))
}
