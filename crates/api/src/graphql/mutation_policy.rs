//! The action that each mutation requires. The caller's role is checked against it before any argument is read. The
//! mutation itself checks the province.

use std::collections::HashMap;
use std::sync::LazyLock;

use async_graphql::parser::types::OperationType;
use async_graphql::registry::Registry;
use async_graphql::{OutputType, ServerError};
use graphql_http::Caller;

use shahrak_domain::policy::{Action, Jurisdiction};

use crate::auth::authorize;
use crate::graphql::announced_metric::AnnouncedMetricMutation;
use crate::graphql::announcement::{AnnouncementMutation, FigureCorrectionMutation, FigureMarkMutation};
use crate::graphql::budget::BudgetMutation;
use crate::graphql::event::{CorrectionMutation, EventMutation};
use crate::graphql::import::ImportMutation;
use crate::graphql::methodology::MethodologyMutation;
use crate::graphql::park::ParkMutation;
use crate::graphql::rate::RateMutation;
use crate::graphql::support_case::{SupportCaseMutation, SupportCorrectionMutation};
use crate::graphql::token::TokenMutation;
use crate::graphql::unit::UnitMutation;
use crate::graphql::yearly_target::TargetMutation;

/// The action that the mutation with this name requires; none if there is no such mutation.
pub fn required_action(mutation: &str) -> Option<Action<'static>> {
    static REQUIRED: LazyLock<HashMap<String, Action<'static>>> = LazyLock::new(|| {
        let edit = Action::KeepRegister(Jurisdiction::Some);
        let of_types = [
            (fields::<ParkMutation>(), edit),
            (fields::<UnitMutation>(), edit),
            (fields::<EventMutation>(), edit),
            (fields::<CorrectionMutation>(), edit),
            (fields::<ImportMutation>(), edit),
            (fields::<SupportCaseMutation>(), edit),
            (fields::<SupportCorrectionMutation>(), edit),
            (fields::<TargetMutation>(), Action::Announce),
            (fields::<AnnouncementMutation>(), Action::Announce),
            (fields::<FigureCorrectionMutation>(), Action::Announce),
            (fields::<FigureMarkMutation>(), Action::Announce),
            (fields::<AnnouncedMetricMutation>(), Action::Announce),
            (fields::<BudgetMutation>(), Action::Announce),
            (fields::<MethodologyMutation>(), Action::Administer),
            (fields::<RateMutation>(), Action::Administer),
            (fields::<TokenMutation>(), Action::Administer),
        ];
        let of_fields = of_types
            .into_iter()
            .flat_map(|(fields, action)| fields.into_iter().map(move |field| (field, action)));
        of_fields.collect()
    });
    REQUIRED.get(mutation).copied()
}

/// The names of the fields of a type.
fn fields<T: OutputType>() -> Vec<String> {
    let object = Registry::default().create_fake_output_type::<T>();
    object.fields().into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

/// Checks that the caller's role allows all mutations of the operation.
///
/// # Errors
/// `UNAUTHENTICATED` for a citizen, `FORBIDDEN` for a caller with another role.
pub fn authorize(caller: &Caller, operation: OperationType, fields: &[&str]) -> Result<(), ServerError> {
    if operation != OperationType::Mutation {
        return Ok(());
    }
    let actor = caller.actor().map(AsRef::as_ref);
    let mut actions = fields.iter().filter_map(|field| required_action(field));
    actions.try_for_each(|action| authorize::authorize(actor, action)).map_err(ServerError::from)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::collections::BTreeSet;
    use std::fmt::Write as _;

    use async_graphql::parser::parse_schema;
    use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};
    use expect_test::expect;

    use shahrak_domain::actor::{Actor, Role};
    use shahrak_domain::policy::may;

    use super::*;
    use crate::graphql::sdl;

    /// The mutations of the schema, in its order.
    fn mutations() -> Vec<String> {
        let document = parse_schema(sdl()).unwrap();
        let root = document.definitions.into_iter().find_map(|definition| match definition {
            TypeSystemDefinition::Type(it) if it.node.name.node == "Mutation" => Some(it.node.kind),
            _ => None,
        });
        let Some(TypeKind::Object(root)) = root else { panic!("there are mutations") };
        root.fields.into_iter().map(|field| field.node.name.node.to_string()).collect()
    }

    #[test]
    fn each_mutation_requires_a_role() {
        let role = |role| Actor {
            name: String::new(),
            organisation: None,
            role,
            owner: String::new(),
            expires_at: None,
        };
        let officer = Role::ProvincialOfficer(BTreeSet::from(["IR-09".to_owned()]));
        let roles = [officer, Role::NationalOfficer, Role::Auditor, Role::Administrator].map(role);
        let mut table = format!("{:26} provincial  national  auditor  administrator\n", "");
        for mutation in mutations() {
            let action =
                required_action(&mutation).unwrap_or_else(|| panic!("{mutation} is not in the table"));
            assert!(!may(None, action), "{mutation} takes a credential");
            let marks = roles.each_ref().map(|actor| if may(Some(actor), action) { "✓" } else { "–" });
            writeln!(table, "{mutation:26} {:10}  {:8}  {:7}  {}", marks[0], marks[1], marks[2], marks[3])
                .unwrap();
        }
        expect![[r#"
                                       provincial  national  auditor  administrator
            parkRegister               ✓           ✓         –        ✓
            parkUpdate                 ✓           ✓         –        ✓
            parkRecordInfrastructure   ✓           ✓         –        ✓
            unitRegister               ✓           ✓         –        ✓
            unitUpdate                 ✓           ✓         –        ✓
            unitIssuePermit            ✓           ✓         –        ✓
            unitAssignLand             ✓           ✓         –        ✓
            unitReportProgress         ✓           ✓         –        ✓
            unitCommission             ✓           ✓         –        ✓
            unitReportCapacity         ✓           ✓         –        ✓
            unitIdle                   ✓           ✓         –        ✓
            unitRevive                 ✓           ✓         –        ✓
            unitRaiseCapacity          ✓           ✓         –        ✓
            unitRenovate               ✓           ✓         –        ✓
            unitVisit                  ✓           ✓         –        ✓
            unitClose                  ✓           ✓         –        ✓
            unitCancel                 ✓           ✓         –        ✓
            unitCorrect                ✓           ✓         –        ✓
            targetSet                  –           ✓         –        ✓
            targetRevise               –           ✓         –        ✓
            announcementRecord         –           ✓         –        ✓
            figureCorrect              –           ✓         –        ✓
            figureMark                 –           ✓         –        ✓
            metricDefine               –           ✓         –        ✓
            budgetRecord               –           ✓         –        ✓
            methodologyAdopt           –           –         –        ✓
            rateRecord                 –           –         –        ✓
            tokenCreate                –           –         –        ✓
            tokenRevoke                –           –         –        ✓
            importCancel               ✓           ✓         –        ✓
            supportCaseOpen            ✓           ✓         –        ✓
            supportCaseRefer           ✓           ✓         –        ✓
            supportCaseResolve         ✓           ✓         –        ✓
            supportCaseReopen          ✓           ✓         –        ✓
            supportCaseCorrect         ✓           ✓         –        ✓
        "#]]
        .assert_eq(&table);
    }
}
