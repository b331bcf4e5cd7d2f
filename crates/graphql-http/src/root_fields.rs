//! The rule for the root fields of a subscription.

use async_graphql::parser::types::{Field, OperationDefinition, Selection};
use async_graphql::{Positioned, ServerError};
use shahrak_messages::message;

use crate::error_code::{ErrorCode, request_error};

/// A subscription has exactly one root field (GraphQL specification, section 5.2.4.1). The engine does not look inside
/// fragments for it, and the stream would end at once, so the field must also be outside of them.
pub(crate) fn check_subscription(
    operation: &OperationDefinition,
    fields: &[&Positioned<Field>],
) -> Result<(), ServerError> {
    let direct = operation.selection_set.node.items.iter().all(|it| matches!(it.node, Selection::Field(_)));
    let message = match fields {
        [_] if direct => return Ok(()),
        [_] => message!("subscription-in-fragment"),
        _ => message!("subscription-of-several-fields"),
    };
    let position = Some(operation.selection_set.pos);
    Err(request_error(ErrorCode::GraphqlValidationFailed, message, position))
}
