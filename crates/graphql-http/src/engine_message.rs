//! Recognises the messages of the engine, which are in English only, so that they can be shown in other languages.
//!
//! A message that is not recognised, because another version of the engine has new ones, is shown as it is within a
//! sentence of its own.

use shahrak_messages::{Argument, Message, message};

use crate::limits::InputTypes;

/// A message of the engine as an entry of the catalogue. `types` knows the values of enums, which the engine does not list.
pub(crate) fn recognise(text: &str, types: &InputTypes) -> Option<Message> {
    within(text, types).or_else(|| enum_value(text, types)).or_else(|| known(text, types))
}

fn within(text: &str, types: &InputTypes) -> Option<Message> {
    let (why, kind) = outermost_type(text)?;
    Some(message!("engine-not-parsed-within", why = part(why, types), kind))
}

/// The parts of `… (occurred while parsing "T")`, which the engine appends for each type around a value.
fn outermost_type(text: &str) -> Option<(&str, &str)> {
    text.strip_suffix("\")")?.rsplit_once(" (occurred while parsing \"")
}

/// A value that an enum does not have: in variables, and in documents.
fn enum_value(text: &str, types: &InputTypes) -> Option<Message> {
    if let Some(found) =
        captures("Failed to parse \"{}\": Enumeration type does not contain value \"{}\".", text)
    {
        let why = unknown_value(found[0], found[1], types);
        return Some(message!("engine-not-parsed", kind = found[0], why));
    }
    let found = captures("enumeration type \"{}\" does not contain the value \"{}\"", text)?;
    Some(unknown_value(found[0], found[1], types))
}

fn unknown_value(kind: &str, found: &str, types: &InputTypes) -> Message {
    message!("engine-enum-value", kind, found, known = Argument::list(types.values(kind)))
}

/// The message of the engine around that of a scalar, whose English text the engine repeats.
pub(crate) fn around(text: &str, why: Message) -> Message {
    if let Some((inner, kind)) = outermost_type(text) {
        return message!("engine-not-parsed-within", why = around(inner, why), kind);
    }
    match text.strip_prefix("Failed to parse \"").and_then(|rest| rest.split_once("\": ")) {
        Some((kind, _)) => message!("engine-not-parsed", kind, why),
        None => why,
    }
}

fn known(text: &str, types: &InputTypes) -> Option<Message> {
    match text {
        "Invalid number" => return Some(message!("engine-not-a-number")),
        "Oneof input objects requires have exactly one field" => return Some(message!("engine-one-field")),
        "Oneof Input Objects require that exactly one field must be supplied and that field must not be null" =>
        {
            return Some(message!("engine-one-field-not-null"));
        }
        _ => {}
    }
    MESSAGES.iter().find_map(|known| {
        let parts = captures(known.form, text)?;
        Some((known.make)(&mut parts.into_iter().map(|text| part(text, types))))
    })
}

/// A part of a message: another message, or a name.
fn part(text: &str, types: &InputTypes) -> Argument {
    recognise(text, types).map_or_else(|| text.into(), Argument::from)
}

/// The texts at the places `{}` of a form, if the text has this form. Each of them is as short as possible.
fn captures<'a>(form: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut literals = form.split("{}").peekable();
    let mut rest = text.strip_prefix(literals.next()?)?;
    let mut found = Vec::new();
    while let Some(literal) = literals.next() {
        let end =
            if literals.peek().is_none() { rest.strip_suffix(literal)?.len() } else { rest.find(literal)? };
        found.push(&rest[..end]);
        rest = &rest[end + literal.len()..];
    }
    rest.is_empty().then_some(found)
}

/// A message of the engine.
struct EngineText {
    /// Its text, with `{}` for each part.
    form: &'static str,
    /// The message with these parts.
    make: fn(&mut dyn Iterator<Item = Argument>) -> Message,
}

macro_rules! known {
    ($($form:literal => $key:literal ($($name:ident),+)),+ $(,)?) => {
        &[$(EngineText {
            form: $form,
            make: |parts| message!($key $(, $name = parts.next().unwrap_or_else(|| "".into()))+),
        }),+]
    };
}

/// The messages of its validation and of its parsing of values. Longer forms come before those that they contain.
const MESSAGES: &[EngineText] = known! {
    "Invalid value for argument \"{}\", {}" => "engine-argument-wrong"(argument, why),
    "Invalid default value for argument: \"{}\", {}" => "engine-default-wrong"(argument, why),
    "expected type \"{}\"" => "engine-type-expected"(kind),
    "field \"{}\" of type \"{}\" is required but not provided" => "engine-input-field-missing"(field, kind),
    "unknown field \"{}\" of type \"{}\"" => "engine-input-field-unknown"(field, kind),
    "Failed to parse \"{}\": {}" => "engine-not-parsed"(kind, why),
    "Expected input type \"{}\", found {}." => "engine-other-type"(kind, found),
    "Only integers from {} to {} are accepted." => "engine-integer-out-of-range"(least, most),
    "Unknown type \"{}\"" => "engine-type-unknown"(kind),
    "Duplicate directive \"{}\"" => "engine-directive-twice"(directive),
    "Unknown directive \"{}\"" => "engine-directive-unknown"(directive),
    "Directive \"{}\" may not be used on \"{}\"" => "engine-directive-misplaced"(directive, place),
    "Unknown field \"{}\" on type \"{}\". Did you mean {}?" => "engine-field-unknown-near"(field, kind, near),
    "Unknown field \"{}\" on type \"{}\"." => "engine-field-unknown"(field, kind),
    "Unknown argument \"{}\" on field \"{}\" of type \"{}\". Did you mean {}?" =>
        "engine-argument-unknown-near"(argument, field, kind, near),
    "Unknown argument \"{}\" on field \"{}\" of type \"{}\"." => "engine-argument-unknown"(argument, field, kind),
    "Unknown argument \"{}\" on directive \"{}\". Did you mean {}?" =>
        "engine-directive-argument-unknown-near"(argument, directive, near),
    "Unknown argument \"{}\" on directive \"{}\"." => "engine-directive-argument-unknown"(argument, directive),
    "There can only be one argument named \"{}\"" => "engine-argument-twice"(argument),
    "Field \"{}\" argument \"{}\" of type \"{}\" is required but not provided" =>
        "engine-argument-missing"(field, argument, kind),
    "Directive \"@{}\" argument \"{}\" of type \"{}\" is required but not provided" =>
        "engine-directive-argument-missing"(directive, argument, kind),
    "Unknown fragment: \"{}\"" => "engine-fragment-unknown"(fragment),
    "Fragment \"{}\" is never used" => "engine-fragment-unused"(fragment),
    "Cannot spread fragment \"{}\"" => "engine-fragment-cycle"(fragment),
    "Fragment \"{}\" cannot condition non composite type \"{}\"" => "engine-fragment-of-leaf"(fragment, kind),
    "Fragment cannot condition non composite type \"{}\"" => "engine-inline-fragment-of-leaf"(kind),
    "Fragment \"{}\" cannot be spread here as objects of type \"{}\" can never be of type \"{}\"" =>
        "engine-fragment-misplaced"(fragment, kind, other),
    "Fragment cannot be spread here as objects of type \"{}\" can never be of type \"{}\"" =>
        "engine-inline-fragment-misplaced"(kind, other),
    "Fields \"{}\" conflict because \"{}\" and \"{}\" are different fields. Use different aliases on the fields to fetch both if this was intentional." =>
        "engine-fields-conflict"(field, one, other),
    "Fields \"{}\" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional." =>
        "engine-arguments-conflict"(field),
    "Field \"{}\" must not have a selection since type \"{}\" has no subfields" =>
        "engine-leaf-with-fields"(field, kind),
    "Field \"{}\" of type \"{}\" must have a selection of subfields" =>
        "engine-object-without-fields"(field, kind),
    "There can only be one variable named \"${}\"" => "engine-variable-twice"(variable),
    "Variable \"${}\" is not defined by operation \"{}\"" => "engine-variable-undefined-in"(variable, operation),
    "Variable \"${}\" is not defined" => "engine-variable-undefined"(variable),
    "Variable \"${}\" is not used by operation \"{}\"" => "engine-variable-unused-in"(variable, operation),
    "Variable \"${}\" is not used" => "engine-variable-unused"(variable),
    "Variable \"{}\" cannot be of non-input type \"{}\"" => "engine-variable-of-output-type"(variable, kind),
    "Variable \"{}\" of type \"{}\" used in position expecting type \"{}\"" =>
        "engine-variable-of-other-type"(variable, kind, expected),
};

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use async_graphql::Request;
    use futures_util::FutureExt;
    use shahrak_messages::Language;

    use super::*;
    use crate::test_schema;

    /// What the engine says about a document.
    fn said(text: &str) -> Vec<String> {
        let response = test_schema::schema().execute(Request::new(text)).now_or_never().unwrap();
        response.errors.into_iter().map(|error| error.message).collect()
    }

    #[test]
    fn what_the_engine_says_is_recognised() {
        let types = InputTypes::of(&test_schema::schema().sdl()).unwrap();
        for text in [
            "{ hello(name: 7) }",
            "{ shades(of: GREY) }",
            "{ shades(of: [LIGHT, GREY]) }",
            "{ shades }",
            "{ nothing }",
            "{ helo }",
            "{ hello(nam: \"x\") }",
            "{ hello(zzzzzzzz: \"x\") }",
            "{ hello(name: \"x\", name: \"y\") }",
            "{ hello @nosuch }",
            "{ hello @skip(unless: true) }",
            "{ hello @skip(if: true) @skip(if: true) }",
            "query @skip(if: true) { hello }",
            "{ ...f }",
            "{ hello } fragment f on Query { hello }",
            "{ ...f } fragment f on Int { a }",
            "{ ... on Int { a } }",
            "{ ... on Nothing { a } }",
            "{ ...f } fragment f on Row { name }",
            "{ ... on Row { name } }",
            "{ a: hello a: sleeps }",
            "{ a: hello a: hello(name: \"x\") }",
            "{ hello { a } }",
            "{ park }",
            "query ($a: Int, $a: Int) { hello }",
            "{ hello(name: $a) }",
            "query Q { hello(name: $a) }",
            "query ($a: String) { hello }",
            "query Q($a: String) { hello }",
            "query ($a: Row) { hello }",
            "query ($a: Nothing) { hello }",
            "query ($a: Int) { hello(name: $a) }",
            "query ($a: Int = \"x\") { rows(first: $a) { totalCount } }",
            "{ rows(first: 99999999999) { totalCount } }",
            "{ rows(first: -1) { totalCount } }",
        ] {
            let errors = said(text);
            assert!(!errors.is_empty(), "{text}");
            for error in errors {
                let Some(message) = recognise(&error, &types) else { panic!("{text}: {error}") };
                let english = message.text(Language::English);
                assert!(english.starts_with(&error) || english.contains("use one of"), "{error}\n{english}");
                let persian = message.text(Language::Persian);
                assert!(!persian.contains("ype") && persian.chars().any(|it| it > '\u{600}'), "{persian}");
            }
        }
    }

    #[test]
    fn the_values_of_an_enum_are_listed() {
        let types = InputTypes::of(&test_schema::schema().sdl()).unwrap();
        let message = recognise(&said("{ shades(of: [LIGHT, GREY]) }")[0], &types).unwrap();
        assert!(message.text(Language::English).ends_with("use one of LIGHT, DARK"), "{message}");
        assert_eq!(
            message.text(Language::Persian),
            "مقدار آرگومان of.1 درست نیست: GREY مقدار Shade نیست؛ یکی از این‌ها را بنویسید: LIGHT، DARK"
        );
    }

    #[test]
    fn types_around_a_value_are_named_in_their_order() {
        let text = "Failed to parse \"Int\": Invalid number (occurred while parsing \"[Int]\") (occurred while parsing \"F\")";
        let message = recognise(text, &InputTypes::default()).unwrap();
        assert_eq!(message.text(Language::English), text);
        assert_eq!(
            message.text(Language::Persian),
            "مقدار Int خوانده نمی‌شود: عدد درستی نیست (درون [Int]) (درون F)"
        );
        assert_eq!(recognise("something new", &InputTypes::default()), None);
    }
}
