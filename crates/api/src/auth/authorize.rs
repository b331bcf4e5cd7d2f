//! Authorisation: the policy of the domain, with an error that names the roles that may.

use std::collections::BTreeSet;

use graphql_http::error_code::ErrorCode;
use graphql_http::limits::RequestError;

use shahrak_domain::actor::{Actor, Role};
use shahrak_domain::policy::{Action, Jurisdiction, may};
use shahrak_messages::{Argument, Message, message};

/// Checks that an actor, or a citizen, may do this.
///
/// # Errors
/// `UNAUTHENTICATED` for a citizen, `FORBIDDEN` for an actor with another role.
pub fn authorize(who: Option<&Actor>, action: Action<'_>) -> Result<(), RequestError> {
    if may(who, action) {
        return Ok(());
    }
    let needed = needed(action);
    Err(match who {
        None => error(ErrorCode::Unauthenticated, message!("credential-of-role-missing", needed)),
        Some(actor) => {
            let role = describe(&actor.role);
            error(ErrorCode::Forbidden, message!("role-not-allowed", needed, role))
        }
    })
}

/// The error if any credential would do.
pub fn credential_required() -> RequestError {
    error(ErrorCode::Unauthenticated, message!("credential-missing"))
}

fn error(code: ErrorCode, message: Message) -> RequestError {
    RequestError { code, message, position: None }
}

/// The roles that may do this: “an officer of IR-09, a national officer or an administrator”.
fn needed(action: Action<'_>) -> Message {
    let provinces = match action {
        Action::ReadConfidential(Jurisdiction::Of(province))
        | Action::KeepRegister(Jurisdiction::Of(province)) => BTreeSet::from([province.to_owned()]),
        _ => BTreeSet::new(),
    };
    let roles =
        [Role::ProvincialOfficer(provinces), Role::NationalOfficer, Role::Auditor, Role::Administrator];
    let mut able: Vec<Message> = roles
        .into_iter()
        .filter(|role| may(Some(&of_role(role.clone())), action))
        .map(|role| describe(&role))
        .collect();
    match (able.pop(), able.is_empty()) {
        (Some(second), false) => message!("one-of-two-roles", first = Argument::list(able), second),
        (Some(only), true) => only,
        (None, _) => Message::verbatim(""),
    }
}

/// An actor with this role, for the policy.
fn of_role(role: Role) -> Actor {
    Actor { name: String::new(), organisation: None, role, owner: String::new(), expires_at: None }
}

fn describe(role: &Role) -> Message {
    match role {
        Role::ProvincialOfficer(own) if own.is_empty() => message!("role-provincial-officer"),
        Role::ProvincialOfficer(own) => message!("role-officer-of", provinces = Argument::list(own)),
        Role::NationalOfficer => message!("role-national-officer"),
        Role::Auditor => message!("role-auditor"),
        Role::Administrator => message!("role-administrator"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(who: Option<Role>, action: Action<'_>, expected: Result<(), (ErrorCode, &str)>) {
        let result =
            authorize(who.map(of_role).as_ref(), action).map_err(|it| (it.code, it.message.to_string()));
        let result = result.as_ref().copied().map_err(|(code, message)| (*code, message.as_str()));
        assert_eq!(result, expected);
    }

    #[test]
    fn the_error_names_the_roles_that_may() {
        let officer =
            || Some(Role::ProvincialOfficer(BTreeSet::from(["IR-07".to_owned(), "IR-14".to_owned()])));
        let forbidden = |message| Err((ErrorCode::Forbidden, message));
        let own = Action::KeepRegister(Jurisdiction::Of("IR-07"));
        let other = Action::KeepRegister(Jurisdiction::Of("IR-09"));
        check(officer(), own, Ok(()));
        check(None, Action::ReadRegister, Ok(()));
        check(
            officer(),
            other,
            forbidden(
                "only an officer of IR-09, a national officer or an administrator may do this; \
                 you are an officer of IR-07, IR-14",
            ),
        );
        check(
            Some(Role::Auditor),
            Action::KeepRegister(Jurisdiction::Some),
            forbidden(
                "only a provincial officer, a national officer or an administrator may do this; you are an auditor",
            ),
        );
        check(
            Some(Role::NationalOfficer),
            Action::Administer,
            forbidden("only an administrator may do this; you are a national officer"),
        );
        check(
            None,
            Action::Announce,
            Err((
                ErrorCode::Unauthenticated,
                "send the credential (Authorization: Bearer …) of a national officer or an administrator",
            )),
        );
    }
}
