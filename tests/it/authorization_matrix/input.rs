//! The mutations of the schema, and inputs generated from their types.

use std::collections::HashMap;

use serde_json::{Map, Value, json};
use shahrak_tests::register::Register;

const SCHEMA: &str = "{ __schema { mutationType { fields { name args { name type { ...t } } } }
    types { name kind enumValues { name } inputFields { name type { ...t } } } } }
    fragment t on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// All mutations of a schema.
pub struct Mutations {
    /// In the order of the schema.
    pub all: Vec<Mutation>,
    types: HashMap<String, Value>,
}

/// A mutation, which has one argument: `input`.
pub struct Mutation {
    /// The name of its field.
    pub name: String,
    input: Value,
}

impl Mutations {
    /// The mutations in the introspection of a register.
    pub async fn of(register: &Register) -> Mutations {
        let mut schema = register.ask(SCHEMA, json!({})).await["__schema"].take();
        let types = schema["types"].as_array_mut().unwrap().iter_mut().map(Value::take);
        let types = types.map(|it| (it["name"].as_str().unwrap().to_owned(), it)).collect();
        let fields = schema["mutationType"]["fields"].as_array_mut().unwrap();
        let all = fields.iter_mut().map(|field| {
            let name = field["name"].as_str().unwrap().to_owned();
            let arguments = field["args"].as_array_mut().unwrap();
            assert!(arguments.len() == 1 && arguments[0]["name"] == "input", "{name}: {arguments:?}");
            Mutation { name, input: arguments[0]["type"].take() }
        });
        let all: Vec<Mutation> = all.collect();
        assert!(all.len() >= 27, "{}", all.len());
        Mutations { all, types }
    }

    /// An input with a plausible value in every field.
    pub fn valid(&self, mutation: &Mutation) -> Value {
        self.value(&mutation.input)
    }

    /// Inputs that clients may send: right, wrong and empty.
    pub fn requests(&self, mutation: &Mutation) -> Vec<(String, Value)> {
        let (name, operation) = (&mutation.name, mutation.operation());
        let mut unknown = self.valid(mutation);
        unknown["unheardOf"] = json!(1);
        let wrong = self.valid(mutation);
        let wrong: Map<String, Value> =
            wrong.as_object().unwrap().keys().map(|field| (field.clone(), json!({ "no": [1.5] }))).collect();
        let inputs = [
            json!({ "input": self.valid(mutation) }),
            json!({ "input": unknown }),
            json!({ "input": wrong }),
            json!({ "input": {} }),
            json!({ "input": null }),
            json!({ "input": "?" }),
            json!({}),
        ];
        let mut requests: Vec<(String, Value)> =
            inputs.into_iter().map(|input| (operation.clone(), input)).collect();
        for query in [
            format!("mutation {{ {name} }}"),
            format!("mutation {{ {name}(input: {{}}) {{ userErrors {{ code }} }} }}"),
            format!("mutation {{ {name}(input: {{ unheardOf: [1] }}, other: 2) {{ unheardOf }} }}"),
            format!("mutation {{ unheardOf {name} {{ __typename }} }}"),
            format!(
                "mutation($input: Unheard!) {{ {name}(input: $input) @unheard {{ userErrors {{ code }} }} }}"
            ),
            format!("mutation {{ ...f }} fragment f on Mutation {{ ... on Mutation {{ a: {name} }} }}"),
        ] {
            requests.push((query, json!({})));
        }
        requests
    }

    fn value(&self, of: &Value) -> Value {
        let name = of["name"].as_str().unwrap_or_default();
        match of["kind"].as_str().unwrap() {
            "NON_NULL" => self.value(&of["ofType"]),
            "LIST" => json!([self.value(&of["ofType"])]),
            "ENUM" => self.types[name]["enumValues"][0]["name"].clone(),
            "INPUT_OBJECT" => {
                let fields = self.types[name]["inputFields"].as_array().unwrap().iter();
                fields
                    .map(|field| (field["name"].as_str().unwrap().to_owned(), self.value(&field["type"])))
                    .collect()
            }
            _ => match name {
                "Int" => json!(1),
                "Boolean" => json!(false),
                "Date" => json!("2021-01-01"),
                "DateTime" => json!("2031-01-01T00:00:00Z"),
                "Decimal" | "Rial" => json!("10"),
                "String" | "ID" => json!("U3"),
                other => panic!("how is a {other} written?"),
            },
        }
    }
}
