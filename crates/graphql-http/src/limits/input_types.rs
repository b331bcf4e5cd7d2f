//! The input types of a schema, to reject enum values that a document writes as strings. The engine accepts them, because
//! they are strings in variables.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{
    BaseType, ExecutableDocument, Field, FieldDefinition, InputValueDefinition, OperationType,
    SchemaDefinition, Selection, SelectionSet, Type, TypeDefinition, TypeKind, TypeSystemDefinition,
    VariableDefinition,
};
use async_graphql::parser::{Error, parse_schema};
use async_graphql::{Name, Pos, Positioned};
use async_graphql_value::Value;
use shahrak_messages::{Message, message};

use super::RequestError;
use crate::error_code::ErrorCode;

/// The types of fields, arguments and input fields, by the names of their innermost types.
#[derive(Debug, Default)]
pub struct InputTypes {
    query: String,
    mutation: String,
    subscription: String,
    /// The fields of each object and interface.
    fields: HashMap<String, HashMap<String, FieldTypes>>,
    /// The types of the fields of each input object.
    objects: HashMap<String, HashMap<String, String>>,
    /// The fields of each input object that take lists.
    lists: HashMap<String, HashSet<String>>,
    /// The values of each enum.
    enums: HashMap<String, Vec<String>>,
}

#[derive(Debug)]
struct FieldTypes {
    answer: String,
    arguments: HashMap<String, String>,
}

impl InputTypes {
    /// The types of a schema in SDL.
    ///
    /// # Errors
    /// Fails if the text is not a schema.
    pub fn of(sdl: &str) -> Result<InputTypes, Error> {
        let mut types = InputTypes {
            query: "Query".to_owned(),
            mutation: "Mutation".to_owned(),
            subscription: "Subscription".to_owned(),
            ..InputTypes::default()
        };
        for definition in parse_schema(sdl)?.definitions {
            match definition {
                TypeSystemDefinition::Schema(schema) => types.name_roots(schema.node),
                TypeSystemDefinition::Type(definition) => types.add(definition.node),
                TypeSystemDefinition::Directive(_) => {}
            }
        }
        Ok(types)
    }

    /// The names of the fields of an input object, in no order.
    pub fn fields(&self, object: &str) -> impl Iterator<Item = &str> {
        self.objects.get(object).into_iter().flat_map(|fields| fields.keys().map(String::as_str))
    }

    /// The innermost type of a field of an input object, and whether the field takes a list.
    pub fn field(&self, object: &str, field: &str) -> Option<(&str, bool)> {
        let of = self.objects.get(object)?.get(field)?;
        Some((of, self.lists.get(object).is_some_and(|lists| lists.contains(field))))
    }

    /// Whether a type is an input object.
    pub fn is_object(&self, name: &str) -> bool {
        self.objects.contains_key(name)
    }

    /// The values of an enum; none for other types.
    pub fn values(&self, name: &str) -> &[String] {
        self.enums.get(name).map_or(&[], Vec::as_slice)
    }

    fn name_roots(&mut self, schema: SchemaDefinition) {
        let SchemaDefinition { query, mutation, subscription, .. } = schema;
        for (root, named) in
            [(&mut self.query, query), (&mut self.mutation, mutation), (&mut self.subscription, subscription)]
        {
            if let Some(name) = named {
                *root = name.node.to_string();
            }
        }
    }

    fn add(&mut self, definition: TypeDefinition) {
        let name = definition.name.node.to_string();
        match definition.kind {
            TypeKind::Object(object) => self.add_fields(name, object.fields),
            TypeKind::Interface(interface) => self.add_fields(name, interface.fields),
            TypeKind::InputObject(object) => {
                let lists = object.fields.iter().filter(|field| is_list(&field.node.ty.node));
                let lists = lists.map(|field| field.node.name.node.to_string()).collect();
                self.lists.insert(name.clone(), lists);
                self.objects.insert(name, by_name(&object.fields));
            }
            TypeKind::Enum(of) => {
                let values = of.values.iter().map(|value| value.node.value.node.to_string());
                self.enums.insert(name, values.collect());
            }
            TypeKind::Scalar | TypeKind::Union(_) => {}
        }
    }

    fn add_fields(&mut self, name: String, fields: Vec<Positioned<FieldDefinition>>) {
        let field = |field: Positioned<FieldDefinition>| {
            let FieldDefinition { name, arguments, ty, .. } = field.node;
            let types = FieldTypes { answer: base(&ty.node).to_string(), arguments: by_name(&arguments) };
            (name.node.to_string(), types)
        };
        self.fields.insert(name, fields.into_iter().map(field).collect());
    }
}

fn by_name(inputs: &[Positioned<InputValueDefinition>]) -> HashMap<String, String> {
    let input = |it: &Positioned<InputValueDefinition>| {
        (it.node.name.node.to_string(), base(&it.node.ty.node).to_string())
    };
    inputs.iter().map(input).collect()
}

fn is_list(of: &Type) -> bool {
    matches!(of.base, BaseType::List(_))
}

/// The name of a type; for a list, that of its items.
fn base(mut of: &Type) -> &Name {
    loop {
        match &of.base {
            BaseType::Named(name) => return name,
            BaseType::List(items) => of = items,
        }
    }
}

impl InputTypes {
    /// Rejects a document that writes an enum value as a string. The engine reports fields that the schema does not have.
    pub(super) fn check(&self, document: &ExecutableDocument) -> Result<(), RequestError> {
        for (_, operation) in document.operations.iter() {
            let operation = &operation.node;
            operation.variable_definitions.iter().try_for_each(|it| self.check_default(&it.node))?;
            let root = match operation.ty {
                OperationType::Query => &self.query,
                OperationType::Mutation => &self.mutation,
                OperationType::Subscription => &self.subscription,
            };
            self.check_set(root, &operation.selection_set.node)?;
        }
        document.fragments.values().try_for_each(|fragment| {
            self.check_set(&fragment.node.type_condition.node.on.node, &fragment.node.selection_set.node)
        })
    }

    fn check_set(&self, parent: &str, set: &SelectionSet) -> Result<(), RequestError> {
        set.items.iter().try_for_each(|selection| match &selection.node {
            Selection::Field(field) => self.check_field(parent, field),
            Selection::InlineFragment(inline) => {
                let condition = inline.node.type_condition.as_ref();
                let parent = condition.map_or(parent, |condition| condition.node.on.node.as_str());
                self.check_set(parent, &inline.node.selection_set.node)
            }
            Selection::FragmentSpread(_) => Ok(()),
        })
    }

    fn check_field(&self, parent: &str, field: &Positioned<Field>) -> Result<(), RequestError> {
        let types = self.fields.get(parent).and_then(|fields| fields.get(field.node.name.node.as_str()));
        for (name, value) in &field.node.arguments {
            let declared = types.and_then(|types| types.arguments.get(name.node.as_str()));
            if let Some(of) = declared.and_then(|declared| self.quoted(declared, &value.node)) {
                return Err(quoted(
                    value.pos,
                    message!("at-argument", argument = name.node.as_str(), why = unquote(of)),
                ));
            }
        }
        let answer = types.map_or("", |types| types.answer.as_str());
        self.check_set(answer, &field.node.selection_set.node)
    }

    fn check_default(&self, variable: &VariableDefinition) -> Result<(), RequestError> {
        let Some(default) = &variable.default_value else { return Ok(()) };
        let value = default.node.clone().into_value();
        match self.quoted(base(&variable.var_type.node), &value) {
            Some(of) => {
                let name = variable.name.node.as_str();
                Err(quoted(default.pos, message!("at-variable", variable = name, why = unquote(of))))
            }
            None => Ok(()),
        }
    }

    /// The enum type of a value, or of a part of it, that is written as a string.
    fn quoted<'a>(&'a self, declared: &'a str, value: &Value) -> Option<&'a str> {
        match value {
            Value::String(_) => self.enums.contains_key(declared).then_some(declared),
            Value::List(items) => items.iter().find_map(|item| self.quoted(declared, item)),
            Value::Object(fields) => {
                let types = self.objects.get(declared)?;
                fields.iter().find_map(|(name, value)| self.quoted(types.get(name.as_str())?, value))
            }
            _ => None,
        }
    }
}

fn quoted(position: Pos, message: Message) -> RequestError {
    RequestError { code: ErrorCode::BadUserInput, message, position: Some(position) }
}

fn unquote(kind: &str) -> Message {
    message!("enum-value-quoted", kind)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    const SDL: &str = "
        enum Colour { RED }
        input Filter { colour: Colour, not: [Filter!], text: String }
        interface Node { name(colour: Colour): String }
        type Park implements Node { name(colour: Colour): String, parks(filter: Filter): [Park!]! }
        type Root { park(colours: [Colour!]! = [RED]): Park, node: Node }
        type Mutation { paint(colour: Colour!): Park }
        schema { query: Root, mutation: Mutation }";

    #[track_caller]
    fn see(text: &str, expected: &str) {
        let found = match InputTypes::of(SDL).unwrap().check(&parse_query(text).unwrap()) {
            Ok(()) => "fits".to_owned(),
            Err(RequestError { message, position, .. }) => format!("{} {message}", position.unwrap()),
        };
        assert!(found.starts_with(expected), "{found}\nfor {text}");
    }

    #[test]
    fn an_enum_value_as_a_string_is_rejected_everywhere() {
        let colour =
            "argument \"colour\": a value of Colour is not a string; write it without quotation marks";
        see("mutation { paint(colour: \"RED\") { __typename } }", &format!("1:26 {colour}"));
        see("{ park(colours: [RED, \"RED\"]) { parks { name } } }", "1:17 argument \"colours\"");
        see("{ park(colours: \"RED\") { name } }", "1:17 argument \"colours\"");
        see(
            "{ node { ... on Park { parks(filter: {not: [{colour: \"RED\"}]}) { name } } } }",
            "1:38 argument \"filter\"",
        );
        see("{ park { ... { parks { a: name(colour: \"\"\"RED\"\"\") } } } }", &format!("1:40 {colour}"));
        see("{ node { ...f } } fragment f on Node { name(colour: \"RED\") }", &format!("1:53 {colour}"));
        see(
            "query ($c: [Colour!] = [\"RED\"]) { park(colours: $c) { name } }",
            "1:24 variable $c: a value of Colour",
        );
    }

    #[test]
    fn values_of_other_types_may_be_strings() {
        see(
            "query ($c: Colour = RED) { park(colours: [$c]) { parks(filter: {text: \"RED\", colour: RED}) { name } } }",
            "fits",
        );
        see("{ nothing(colour: \"RED\") { name(colour: \"RED\") } __schema { types { name } } }", "fits");
    }
}
