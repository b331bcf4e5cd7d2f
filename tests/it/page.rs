//! Connections: every list, walked in every order by pages of several sizes, forwards and backwards.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::{Value, json};
use shahrak_domain::actor::RoleName;
use shahrak_tests::register::Register;
use tokio::time::sleep;

use crate::acceptance::register_of_the_acceptance;

#[tokio::test]
async fn pages_put_together_are_the_list() {
    let register = register_with_all_lists().await;
    for list in lists(&register).await {
        let whole = list.walk(&register, 100, Direction::Forwards).await;
        assert!(!whole.is_empty(), "{list:?}");
        let sizes: &[u32] = if whole.len() > 40 { &[23, 99] } else { &[1, 2, 3, 5] };
        for size in sizes {
            for &direction in list.directions {
                let pages = list.walk(&register, *size, direction).await;
                assert_eq!(pages, whole, "{list:?} by {size}, {direction:?}");
            }
        }
    }
}

#[tokio::test]
async fn descending_is_the_reverse_of_ascending() {
    let register = register_with_all_lists().await;
    for list in lists(&register).await.into_iter().filter(|list| list.descending == Some(true)) {
        let ascending = List { descending: Some(false), ..list.clone() };
        let mut up = ascending.walk(&register, 50, Direction::Forwards).await;
        up.reverse();
        assert_eq!(list.walk(&register, 50, Direction::Forwards).await, up, "{list:?}");
    }
}

#[tokio::test]
async fn a_cursor_belongs_to_one_list_in_one_order() {
    let register = register_with_all_lists().await;
    let lists: Vec<List> =
        lists(&register).await.into_iter().filter(|list| list.descending != Some(true)).collect();
    for of in &lists {
        let page = of.page(&register, "first: 1").await;
        let cursor = page["edges"][0]["cursor"].as_str().unwrap().to_owned();
        for other in &lists {
            let query = other.query(&format!("first: 1, after: {}", json!(cursor)));
            let answer = register.answer_as(&of.token, &query, json!({})).await;
            if other == of {
                assert!(answer.get("errors").is_none(), "{answer:#}");
                continue;
            }
            let error = &answer["errors"][0];
            assert_eq!(error["extensions"]["code"], "BAD_USER_INPUT", "{of:?} in {other:?}: {answer:#}");
            assert!(error["message"].as_str().unwrap().starts_with("after: "), "{answer:#}");
        }
    }
}

const CASES: &str = "case,record,step,occurred_on,applicant,province,kind\n1,1,opened,1399-07-01,Amini,IR-09,finance\n\
    2,1,opened,1399-07-02,Karimi,IR-09,legal\n3,1,opened,1399-07-03,Sadeghi,IR-23,market\n";

/// A register in which no list is empty.
async fn register_with_all_lists() -> Register {
    let register = register_of_the_acceptance().await;
    let token = register.token(RoleName::Administrator, &[]).await;
    register.import(&[("support_cases.csv", CASES)]).await;
    for year in [1398, 1399, 1400] {
        let budget = format!("year,scope,line,stage,amount_irr\n{year},IR,water,bill,5\n");
        let request = register.to_post("/imports?as=budgets").header("content-type", "text/csv");
        let response = request.bearer_auth(&token).body(budget).send().await.unwrap();
        assert_eq!(response.status(), 202);
        // One sender may have one import at a time, and its entries must not appear in a list that is being read.
        let ended = "{ imports { nodes { endedAt } } }";
        while register.ask_as(&token, ended, json!({})).await.to_string().contains("null") {
            sleep(Duration::from_millis(50)).await;
        }
    }
    register
}

/// A list of the schema in one order.
#[derive(Clone, Debug, PartialEq)]
struct List {
    /// Of an administrator, who sees all lists.
    token: String,
    field: String,
    order: Option<String>,
    /// None where the list has one order.
    descending: Option<bool>,
    directions: &'static [Direction],
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Direction {
    Forwards,
    Backwards,
}

const LISTS: &str = "{ __schema { queryType { fields { name args { name type { ...T } } } } } }
    fragment T on __Type { enumValues { name } ofType { enumValues { name } } }";

/// All connections of the schema, in all their orders.
async fn lists(register: &Register) -> Vec<List> {
    let token = register.token(RoleName::Administrator, &[]).await;
    let data = register.ask(LISTS, json!({})).await;
    let mut lists = Vec::new();
    for field in data["__schema"]["queryType"]["fields"].as_array().unwrap() {
        let arg = |name: &str| field["args"].as_array().unwrap().iter().find(|arg| arg["name"] == name);
        // Groups and months have no ids; `aggregate.rs` and `changes.rs` test their pages.
        if arg("after").is_none() || arg("groupBy").is_some() || field["name"] == "monthlyChanges" {
            continue;
        }
        let orders = arg("orderBy").map_or(vec![None], |arg| values(&arg["type"]).map(Some).collect());
        for order in orders {
            let both = arg("descending").is_some();
            let senses: &[Option<bool>] = if both { &[Some(false), Some(true)] } else { &[None] };
            let directions: &[Direction] = match arg("last") {
                Some(_) => &[Direction::Forwards, Direction::Backwards],
                None => &[Direction::Forwards],
            };
            for descending in senses {
                let field = field["name"].as_str().unwrap().to_owned();
                let (token, order) = (token.clone(), order.clone());
                lists.push(List { token, field, order, descending: *descending, directions });
            }
        }
    }
    assert!(lists.len() > 10, "{lists:#?}");
    lists
}

fn values(of: &Value) -> impl Iterator<Item = String> {
    let values = of["enumValues"].as_array().or_else(|| of["ofType"]["enumValues"].as_array());
    values.unwrap().iter().map(|value| value["name"].as_str().unwrap().to_owned())
}

impl List {
    fn query(&self, page: &str) -> String {
        let mut args = page.to_owned();
        if let Some(order) = &self.order {
            let _ = write!(args, ", orderBy: {order}");
        }
        if let Some(descending) = self.descending {
            let _ = write!(args, ", descending: {descending}");
        }
        let field = &self.field;
        // Lines of budgets have no id; in this register each has a year of its own.
        // A contradiction is a pair of figures.
        let node = match field.as_str() {
            "budgetLines" => "year { id }",
            "contradictions" => "one { id } other { id }",
            _ => "id",
        };
        format!(
            "{{ {field}({args}) {{ edges {{ cursor node {{ {node} }} }} nodes {{ {node} }} pageInfo {{
                startCursor endCursor hasNextPage hasPreviousPage }} }} }}"
        )
    }

    async fn page(&self, register: &Register, page: &str) -> Value {
        register.ask_as(&self.token, &self.query(page), json!({})).await[&self.field].take()
    }

    /// The ids of the whole list, collected page by page.
    async fn walk(&self, register: &Register, size: u32, direction: Direction) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        let mut args = match direction {
            Direction::Forwards => format!("first: {size}"),
            Direction::Backwards => format!("last: {size}"),
        };
        loop {
            let page = self.page(register, &args).await;
            let info = &page["pageInfo"];
            let own: Vec<String> = ids_of(&page);
            assert!(own.len() <= size as usize);
            let (more, back) = (&info["hasNextPage"], &info["hasPreviousPage"]);
            match direction {
                Direction::Forwards => {
                    assert_eq!(*back, !ids.is_empty(), "{self:?}");
                    ids.extend(own);
                    args = format!("first: {size}, after: {}", info["endCursor"]);
                }
                Direction::Backwards => {
                    assert_eq!(*more, !ids.is_empty(), "{self:?}");
                    ids.splice(0..0, own);
                    args = format!("last: {size}, before: {}", info["startCursor"]);
                }
            }
            let on = if matches!(direction, Direction::Forwards) { more } else { back };
            if *on == false {
                return ids;
            }
        }
    }
}

fn ids_of(page: &Value) -> Vec<String> {
    let ids = |list: &Value, node: fn(&Value) -> &Value| {
        let nodes = list.as_array().unwrap().iter();
        let id = |node: &Value| match (&node["id"], &node["year"]["id"], &node["one"]["id"]) {
            (Value::String(id), ..) | (_, Value::String(id), _) => id.clone(),
            (.., one) => format!("{} {}", one.as_str().unwrap(), node["other"]["id"].as_str().unwrap()),
        };
        nodes.map(|item| id(node(item))).collect::<Vec<_>>()
    };
    let of_edges = ids(&page["edges"], |edge| &edge["node"]);
    assert_eq!(ids(&page["nodes"], |node| node), of_edges);
    of_edges
}
