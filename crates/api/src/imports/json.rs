//! An import as JSON, for `GET /imports/{id}`.

use serde_json::{Value, json};

use shahrak_domain::code::Coded;
use shahrak_domain::import::Warning;
use shahrak_domain::moment::Moment;
use shahrak_messages::Language;
use shahrak_persistence::error::Result;
use shahrak_persistence::import_job::{
    FileCounts, ImportId, ImportJob, JobProgress, SentFile, StoredRowError,
};

use crate::graphql::common::global_id::{self, NodeKind};

/// A new import.
pub(super) fn begun(id: ImportId) -> Value {
    json!({ "import": { "id": global(id), "state": "WAITING" } })
}

/// The global id of an import.
pub(super) fn global(id: ImportId) -> String {
    global_id::encode(NodeKind::Import, id).0
}

/// An import with its refusals and warnings, whose messages are in a language.
pub(super) fn whole(
    job: &ImportJob,
    refusals: &[StoredRowError],
    warnings: &[Warning],
    language: Language,
) -> Result<Value> {
    let refusals = refusals.iter().map(|it| refusal(it, language)).collect::<Result<Vec<Value>>>()?;
    Ok(json!({ "import": {
        "id": global(job.id),
        "state": name(job.state),
        "dryRun": job.dry_run,
        "committed": job.committed,
        "startedBy": {
            "name": job.started_by,
            "role": name(job.role.name()),
            "organisation": job.organisation,
            "provinces": job.role.provinces(),
        },
        "requestId": job.request,
        "files": job.files.iter().map(file).collect::<Vec<_>>(),
        "progress": job.at.as_ref().filter(|_| job.ended_at.is_none()).map(at),
        "refused": job.refusals + job.refusals_left_out,
        "refusals": refusals,
        "refusalsLeftOut": job.refusals_left_out,
        "warnings": warnings.iter().map(|it| warning(it, language)).collect::<Vec<_>>(),
        "warningsLeftOut": job.warnings_left_out,
        "createdAt": moment(job.created_at),
        "startedAt": job.started_at.map(moment),
        "endedAt": job.ended_at.map(moment),
        "faultId": job.fault,
    } }))
}

fn file((sent, counts): &(SentFile, Option<FileCounts>)) -> Value {
    let of = |count: fn(&FileCounts) -> u64| counts.as_ref().map(count);
    json!({
        "name": sent.name,
        "kind": name(sent.kind),
        "bytes": sent.bytes,
        "read": of(|it| it.read),
        "added": of(|it| it.added),
        "changed": of(|it| it.changed),
        "unchanged": of(|it| it.unchanged),
        "refused": of(|it| it.refused),
    })
}

fn at(at: &JobProgress) -> Value {
    json!({ "of": at.of, "done": at.done, "size": at.size })
}

fn refusal(refused: &StoredRowError, language: Language) -> Result<Value> {
    Ok(json!({
        "file": refused.file,
        "line": refused.line,
        "column": refused.column,
        "cell": refused.cell,
        "code": refused.code()?.code(),
        "value": refused.value,
        "message": refused.message.text(language),
    }))
}

fn warning(warning: &Warning, language: Language) -> Value {
    json!({
        "file": warning.file,
        "line": warning.line,
        "column": warning.column,
        "cell": warning.cell,
        "message": warning.message.text(language),
        "messageFa": warning.message.text(Language::Persian),
    })
}

/// The name of a code in the schema.
fn name(value: impl Coded) -> String {
    value.code().to_uppercase()
}

fn moment(moment: Moment) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}
