//! The input types of a schema, to reject what the engine accepts: enum values that a document writes as strings, because
//! they are strings in variables, and variables of another type than their argument, while they have no value.

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
use crate::document::Walk;
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
    arguments: HashMap<String, ArgumentType>,
}

#[derive(Debug)]
struct ArgumentType {
    full: Type,
    has_default: bool,
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
            let types =
                FieldTypes { answer: base(&ty.node).to_string(), arguments: arguments_by_name(&arguments) };
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

fn arguments_by_name(arguments: &[Positioned<InputValueDefinition>]) -> HashMap<String, ArgumentType> {
    let argument = |it: &Positioned<InputValueDefinition>| {
        let InputValueDefinition { name, ty, default_value, .. } = &it.node;
        let of = ArgumentType { full: ty.node.clone(), has_default: default_value.is_some() };
        (name.node.to_string(), of)
    };
    arguments.iter().map(argument).collect()
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
    /// Rejects a document that writes an enum value as a string, or an argument as a variable of another type. The engine
    /// reports fields that the schema does not have.
    pub(super) fn check(&self, document: &ExecutableDocument) -> Result<(), RequestError> {
        let mut in_fragments = HashMap::new();
        for (name, fragment) in &document.fragments {
            let parent = &fragment.node.type_condition.node.on.node;
            let mut uses = Vec::new();
            self.check_set(parent, &fragment.node.selection_set.node, &mut uses)?;
            in_fragments.insert(name, uses);
        }
        for (_, operation) in document.operations.iter() {
            let operation = &operation.node;
            operation.variable_definitions.iter().try_for_each(|it| self.check_default(&it.node))?;
            let root = match operation.ty {
                OperationType::Query => &self.query,
                OperationType::Mutation => &self.mutation,
                OperationType::Subscription => &self.subscription,
            };
            let mut uses = Vec::new();
            self.check_set(root, &operation.selection_set.node, &mut uses)?;
            let spread = Walk::operation(document, operation).spreads().collect::<HashSet<_>>();
            let spread = spread.into_iter().filter_map(|name| in_fragments.get(name)).flatten();
            uses.iter().chain(spread).try_for_each(|it| it.check(&operation.variable_definitions))?;
        }
        Ok(())
    }

    fn check_set<'a>(
        &'a self,
        parent: &str,
        set: &'a SelectionSet,
        uses: &mut Vec<VariableUse<'a>>,
    ) -> Result<(), RequestError> {
        set.items.iter().try_for_each(|selection| match &selection.node {
            Selection::Field(field) => self.check_field(parent, field, uses),
            Selection::InlineFragment(inline) => {
                let condition = inline.node.type_condition.as_ref();
                let parent = condition.map_or(parent, |condition| condition.node.on.node.as_str());
                self.check_set(parent, &inline.node.selection_set.node, uses)
            }
            Selection::FragmentSpread(_) => Ok(()),
        })
    }

    fn check_field<'a>(
        &'a self,
        parent: &str,
        field: &'a Positioned<Field>,
        uses: &mut Vec<VariableUse<'a>>,
    ) -> Result<(), RequestError> {
        let types = self.fields.get(parent).and_then(|fields| fields.get(field.node.name.node.as_str()));
        for (name, value) in &field.node.arguments {
            let argument = name.node.as_str();
            let Some(of) = types.and_then(|types| types.arguments.get(argument)) else { continue };
            if let Value::Variable(variable) = &value.node {
                uses.push(VariableUse { variable, argument, of, position: value.pos });
            }
            if let Some(of) = self.quoted(base(&of.full), &value.node) {
                return Err(quoted(value.pos, message!("at-argument", argument, why = unquote(of))));
            }
        }
        let answer = types.map_or("", |types| types.answer.as_str());
        self.check_set(answer, &field.node.selection_set.node, uses)
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

/// An argument that is a variable. Its type is compared here, because an argument whose variable has no value is removed
/// before the engine compares types.
struct VariableUse<'a> {
    variable: &'a Name,
    argument: &'a str,
    of: &'a ArgumentType,
    position: Pos,
}

impl VariableUse<'_> {
    /// Rejects the variable if its declared type is not that of the argument. The engine reports undeclared ones.
    fn check(&self, declared: &[Positioned<VariableDefinition>]) -> Result<(), RequestError> {
        let Some(declared) = declared.iter().find(|it| it.node.name.node == *self.variable) else {
            return Ok(());
        };
        let VariableDefinition { var_type, default_value, .. } = &declared.node;
        let never_null = default_value.is_some() || self.of.has_default;
        if is_at_least(&var_type.node, &self.of.full, never_null) {
            return Ok(());
        }
        let message = message!(
            "variable-of-other-type",
            variable = self.variable.as_str(),
            found = var_type.node.to_string(),
            argument = self.argument,
            expected = self.of.full.to_string(),
        );
        Err(RequestError { code: ErrorCode::GraphqlValidationFailed, message, position: Some(self.position) })
    }
}

/// Whether every value of one type is one of another, apart from null if `never_null`.
fn is_at_least(found: &Type, expected: &Type, never_null: bool) -> bool {
    let bases = match (&found.base, &expected.base) {
        (BaseType::Named(found), BaseType::Named(expected)) => found == expected,
        (BaseType::List(found), BaseType::List(expected)) => is_at_least(found, expected, false),
        _ => false,
    };
    bases && (expected.nullable || !found.nullable || never_null)
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
    fn a_variable_of_another_type_is_rejected_even_without_a_value() {
        see(
            "query ($c: Nothing) { park { name(colour: $c) } }",
            "1:43 variable $c is of type Nothing, but argument \"colour\" takes Colour",
        );
        see("query ($c: Colour) { park(colours: $c) { name } }", "1:36 variable $c is of type Colour, but");
        see(
            "query ($c: [Colour]) { park(colours: $c) { name } }",
            "1:38 variable $c is of type [Colour], but",
        );
        see(
            "mutation ($c: Colour) { paint(colour: $c) { name } }",
            "1:39 variable $c is of type Colour, but",
        );
        see(
            "query ($c: String) { node { ...f } } fragment f on Node { ...g } fragment g on Node { name(colour: $c) }",
            "1:100 variable $c is of type String, but",
        );
    }

    #[test]
    fn a_variable_may_be_stricter_than_its_argument_or_have_a_default() {
        see("query ($c: Colour!) { park { name(colour: $c) } }", "fits");
        see("query ($c: [Colour!]) { park(colours: $c) { name } }", "fits");
        see("mutation ($c: Colour = RED) { paint(colour: $c) { name } }", "fits");
        // Each operation declares the variables of the fragments that it spreads.
        see(
            "query A { node { name } } query B($c: Colour) { node { ...f } } fragment f on Node { name(colour: $c) }",
            "fits",
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
