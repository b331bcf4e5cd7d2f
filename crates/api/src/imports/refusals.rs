//! `GET /imports/{id}/refusals.csv`, `.xlsx` and `.jsonl`: the refused values as a file, to correct a spreadsheet beside it.

use std::io::{self, Read};

use actix_web::http::{StatusCode, header};
use actix_web::{HttpRequest, HttpResponse, web};
use graphql_http::error_code::ErrorCode;
use graphql_http::{Api, language, rest};

use shahrak_domain::code::Coded;
use shahrak_exchange::table::{FileFormat, Headers, Held, TableColumn, TableWriter};
use shahrak_messages::{Argument, Language, Message, message};
use shahrak_persistence::import_job::{self, StoredRowError};

use super::Imports;
use super::route::{caller, job, not_sent, of_database};
use crate::cached::fault;
use crate::graphql::Schema;

pub(super) async fn read(
    api: web::Data<Api<Schema>>,
    imports: web::Data<Imports>,
    http: HttpRequest,
    path: web::Path<(String, String)>,
) -> HttpResponse {
    respond(&api, &imports, &http, &path).await.unwrap_or_else(|response| response)
}

async fn respond(
    api: &Api<Schema>,
    imports: &Imports,
    http: &HttpRequest,
    (id, file): &(String, String),
) -> Result<HttpResponse, HttpResponse> {
    let format = file.strip_prefix("refusals.").and_then(FileFormat::of_extension);
    let Some(format) = format else {
        return Err(rest::error(http, StatusCode::NOT_FOUND, ErrorCode::BadRequest, not_a_file(file)));
    };
    let actor = caller(api, http).await?;
    let job = job(imports, &actor, id).await.map_err(|error| of_database(http, &error))?;
    let Some(job) = job else { return Err(not_sent(http)) };
    let refusals = import_job::refusals(&imports.0.db, vec![job.id], 0, i64::MAX / 2).await;
    let refusals = refusals.map_err(|error| of_database(http, &error))?;
    let refusals: Vec<StoredRowError> = refusals.into_iter().map(|(_, _, refusal)| refusal).collect();
    let language = language::of(http.headers());
    let rows = rows(&refusals, language).map_err(|error| of_database(http, &error))?;
    let content = table(format, language, &rows).map_err(|error| fault(http, &error))?;
    let disposition = format!("attachment; filename=\"refusals.{}\"", format.extension());
    Ok(HttpResponse::Ok()
        .insert_header((header::CONTENT_TYPE, format.media_type()))
        .insert_header((header::CONTENT_DISPOSITION, disposition))
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::VARY, "accept-language, authorization"))
        .body(content))
}

fn not_a_file(name: &str) -> Message {
    let known = FileFormat::ALL.map(|format| format!("refusals.{}", format.extension()));
    message!("import-has-no-file", name, known = Argument::any_of(known))
}

fn rows(
    refusals: &[StoredRowError],
    language: Language,
) -> shahrak_persistence::error::Result<Vec<Vec<String>>> {
    let row = |refusal: &StoredRowError| {
        Ok(vec![
            refusal.file.clone(),
            refusal.line.map(|line| line.to_string()).unwrap_or_default(),
            refusal.column.clone().unwrap_or_default(),
            refusal.cell.clone().unwrap_or_default(),
            refusal.value.clone().unwrap_or_default(),
            refusal.message.text(language),
            refusal.code()?.code().to_uppercase(),
        ])
    };
    refusals.iter().map(row).collect()
}

/// The file, with labels in a language.
fn table(format: FileFormat, language: Language, rows: &[Vec<String>]) -> io::Result<Vec<u8>> {
    let column = |name: &'static str, label: Message, holds| TableColumn {
        name: name.into(),
        label: label.text(language).into(),
        holds,
    };
    let columns = vec![
        column("file", message!("refusal-file"), Held::Text),
        column("line", message!("refusal-line"), Held::Number),
        column("column", message!("refusal-column"), Held::Text),
        column("cell", message!("refusal-cell"), Held::Text),
        column("value", message!("refusal-value"), Held::Text),
        column("message", message!("refusal-message"), Held::Text),
        column("code", message!("refusal-code"), Held::Text),
    ];
    let mut content = Vec::new();
    let name = message!("refusal-sheet").text(language);
    let mut writer = TableWriter::new(format, &name, columns, Headers::Labels(language), &mut content)?;
    for row in rows {
        writer.write(row)?;
    }
    if let Some(mut workbook) = writer.finish()? {
        workbook.read_to_end(&mut content)?;
    }
    Ok(content)
}
