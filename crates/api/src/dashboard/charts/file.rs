//! A chart as a file that says of itself what it shows: as of which day, as known at which moment, and from where.

use std::io;

use serde_json::{Map, Value, json};

use shahrak_exchange::table::{FileFormat, Headers, Held, TableColumn, TableWriter};
use shahrak_exchange::text::escape;
use shahrak_messages::{Argument, Language, Message, message};

use super::chart::{Chart, Column};

/// What a file says of itself.
pub(super) struct Citation {
    pub(super) language: Language,
    pub(super) as_of: String,
    pub(super) known_at: String,
    /// The page of the chart with this day and moment, with the host.
    pub(super) source: String,
    /// The document and the variables of the question.
    pub(super) question: (String, Value),
}

impl Citation {
    /// The sentence with which the chart is cited.
    pub(super) fn sentence(&self, chart: &Chart) -> Message {
        message!(
            "page-citation",
            title = chart.title.clone(),
            source = Argument::Text(self.source.clone()),
            moments = self.moments()
        )
    }

    /// As of which day and as known when.
    pub(super) fn moments(&self) -> Message {
        let day = self.as_of.parse::<chrono::NaiveDate>().unwrap_or_default();
        message!("page-cited-moments", day, moment = &self.known_at)
    }

    /// The drawing, with what it says of itself below it.
    pub(super) fn svg(&self, chart: Chart) -> String {
        let title = chart.title.text(self.language);
        let mut lines = vec![title.clone(), self.moments().text(self.language)];
        if chart.synthetic {
            lines.push(message!("page-synthetic").text(self.language));
        }
        lines.push(self.source.clone());
        chart.drawing.file(&title, &lines)
    }

    /// The table as an object, with its question.
    pub(super) fn json(&self, chart: &Chart) -> Value {
        let row = |cells: &Vec<String>| {
            let cells = chart.columns.iter().zip(cells);
            let object: Map<_, _> =
                cells.map(|(column, cell)| (column.name.to_owned(), json_cell(column.holds, cell))).collect();
            Value::Object(object)
        };
        let label =
            |column: &Column| json!({ "name": column.name, "label": column.label.text(self.language) });
        let (query, variables) = &self.question;
        json!({
            "title": chart.title.text(self.language),
            "citation": self.sentence(chart).text(self.language),
            "asOf": self.as_of,
            "knownAt": self.known_at,
            "synthetic": chart.synthetic,
            "source": self.source,
            "query": query,
            "variables": variables,
            "columns": chart.columns.iter().map(label).collect::<Vec<_>>(),
            "rows": chart.rows.iter().map(row).collect::<Vec<_>>(),
        })
    }

    /// The table. Each row says what it shows, so that it may be copied elsewhere.
    ///
    /// # Errors
    /// A workbook has no room for it.
    pub(super) fn table(&self, chart: &Chart, format: FileFormat) -> io::Result<Vec<u8>> {
        // A workbook is read by people, CSV also by programs.
        let headers =
            if format == FileFormat::Xlsx { Headers::Labels(self.language) } else { Headers::Names };
        let about = [
            Column::new("as_of", message!("page-as-of"), Held::Day),
            Column::new("known_at", message!("page-known-at"), Held::Text),
            Column::new("synthetic", message!("page-is-synthetic"), Held::Flag),
            Column::new("source", message!("page-cited-source"), Held::Text),
        ];
        let own =
            [&self.as_of, &self.known_at, &chart.synthetic.to_string(), &self.source].map(String::clone);
        let column = |column: &Column| TableColumn {
            name: column.name.into(),
            label: match headers {
                Headers::Names => column.name.into(),
                Headers::Labels(language) => column.label.text(language).into(),
            },
            holds: column.holds,
        };
        let columns = chart.columns.iter().chain(&about).map(column).collect();
        let mut file = Vec::new();
        let mut writer = TableWriter::new(format, "chart", columns, headers, &mut file)?;
        for row in &chart.rows {
            let cells = chart.columns.iter().zip(row).map(|(column, cell)| match column.holds {
                Held::Text | Held::List => escape(cell).into_owned(),
                _ => cell.clone(),
            });
            writer.write(&cells.chain(own.iter().cloned()).collect::<Vec<_>>())?;
        }
        if let Some(mut workbook) = writer.finish()? {
            io::copy(&mut workbook, &mut file)?;
        }
        Ok(file)
    }
}

/// A cell in JSON: null if it is empty; amounts are strings, because a JavaScript number cannot hold them.
fn json_cell(holds: Held, cell: &str) -> Value {
    let number = || cell.parse::<i64>().map(Value::from).or_else(|_| cell.parse::<f64>().map(Value::from));
    match holds {
        _ if cell.is_empty() => Value::Null,
        Held::Number => number().unwrap_or_else(|_| cell.into()),
        Held::Flag => Value::Bool(cell == "true"),
        Held::List => cell.split(';').map(Value::from).collect(),
        Held::Text | Held::Amount | Held::Day => cell.into(),
    }
}
