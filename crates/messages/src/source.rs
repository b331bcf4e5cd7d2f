//! The messages of a Fluent file and the arguments that each of them takes.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

/// The messages by their keys, with the names of their arguments. Terms and comments are left out.
///
/// # Errors
/// The file is not valid Fluent, a message occurs twice, or one has no text.
pub fn messages(file: &str) -> Result<BTreeMap<String, BTreeSet<String>>, String> {
    let resource = parser::parse(file).map_err(|(_, errors)| format!("{errors:?}"))?;
    let mut messages = BTreeMap::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let key = message.id.name.to_owned();
        let text = message.value.as_ref().ok_or_else(|| format!("{key} has no text"))?;
        let mut arguments = BTreeSet::new();
        of_pattern(text, &mut arguments);
        if messages.insert(key.clone(), arguments).is_some() {
            return Err(format!("{key} occurs twice"));
        }
    }
    Ok(messages)
}

fn of_pattern(pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, arguments);
        }
    }
}

fn of_expression(expression: &Expression<&str>, arguments: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, arguments),
        Expression::Select { selector, variants } => {
            of_inline(selector, arguments);
            for variant in variants {
                of_pattern(&variant.value, arguments);
            }
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, arguments: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => of_expression(expression, arguments),
        _ => {}
    }
}
