//! Who is let in to do something, in words for those who are not. The policy itself is the domain's.

use std::collections::BTreeSet;

use shahrak_domain::actor::{Actor, Role};
use shahrak_domain::policy::{Action, Province, may};

use crate::error_code::ErrorCode;
use crate::limits::Refusal;

/// Lets somebody – none is a citizen – do this, or says which role would be needed.
///
/// # Errors
/// `UNAUTHENTICATED` for a citizen, `FORBIDDEN` for everybody else whom the policy does not let.
pub fn admit(who: Option<&Actor>, action: Action<'_>) -> Result<(), Refusal> {
    if may(who, action) {
        return Ok(());
    }
    let needed = needed(action);
    Err(match who {
        None => refusal(
            ErrorCode::Unauthenticated,
            format!("send the credential (Authorization: Bearer …) of {needed}"),
        ),
        Some(actor) => {
            let role = words(&actor.role);
            refusal(ErrorCode::Forbidden, format!("only {needed} may do this; you are {role}"))
        }
    })
}

/// What a request without a credential is told where any credential would do.
pub fn nobody() -> Refusal {
    refusal(ErrorCode::Unauthenticated, "send a credential (Authorization: Bearer …)".to_owned())
}

fn refusal(code: ErrorCode, message: String) -> Refusal {
    Refusal { code, message, position: None }
}

/// The roles that may do this, by asking the policy about each: “an officer of IR-09, a national officer or an
/// administrator”.
fn needed(action: Action<'_>) -> String {
    let provinces = match action {
        Action::ReadConfidential(Province::Of(province)) | Action::KeepRegister(Province::Of(province)) => {
            BTreeSet::from([province.to_owned()])
        }
        _ => BTreeSet::new(),
    };
    let roles =
        [Role::ProvincialOfficer(provinces), Role::NationalOfficer, Role::Auditor, Role::Administrator];
    let mut able: Vec<String> = roles
        .into_iter()
        .filter(|role| may(Some(&of_role(role.clone())), action))
        .map(|role| words(&role))
        .collect();
    let last = able.pop().unwrap_or_default();
    if able.is_empty() { last } else { format!("{} or {last}", able.join(", ")) }
}

/// Somebody of this role, to ask the policy about it.
fn of_role(role: Role) -> Actor {
    Actor { name: String::new(), organisation: None, role, owner: String::new(), expires_at: None }
}

fn words(role: &Role) -> String {
    match role {
        Role::ProvincialOfficer(own) if own.is_empty() => "a provincial officer".to_owned(),
        Role::ProvincialOfficer(own) => {
            let own: Vec<&str> = own.iter().map(String::as_str).collect();
            format!("an officer of {}", own.join(", "))
        }
        Role::NationalOfficer => "a national officer".to_owned(),
        Role::Auditor => "an auditor".to_owned(),
        Role::Administrator => "an administrator".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(who: Option<Role>, action: Action<'_>, expected: Result<(), (ErrorCode, &str)>) {
        let judged = admit(who.map(of_role).as_ref(), action).map_err(|it| (it.code, it.message));
        let judged = judged.as_ref().copied().map_err(|(code, message)| (*code, message.as_str()));
        assert_eq!(judged, expected);
    }

    #[test]
    fn who_is_not_let_in_hears_which_role_would_be() {
        let officer =
            || Some(Role::ProvincialOfficer(BTreeSet::from(["IR-07".to_owned(), "IR-14".to_owned()])));
        let forbidden = |message| Err((ErrorCode::Forbidden, message));
        let own = Action::KeepRegister(Province::Of("IR-07"));
        let other = Action::KeepRegister(Province::Of("IR-09"));
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
            Action::KeepRegister(Province::Some),
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
