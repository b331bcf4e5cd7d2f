//! Retries of subscriptions while the database does not answer.

use std::time::Duration;

use async_graphql::{Context, Error, Result};
use graphql_http::EventPermits;
use graphql_http::error_code::ErrorCode;
use tokio::time::sleep;

/// The maximum number of attempts, one per second.
const ATTEMPTS: u32 = 60;

/// Tries again every second, for a minute, while the database does not answer: subscribers must not notice its restart.
/// Each attempt waits for its turn. Errors that a retry would not solve are returned at once.
pub async fn while_unavailable<T, Fut>(ctx: &Context<'_>, ask: impl Fn() -> Fut) -> Result<T>
where
    Fut: Future<Output = Result<T>>,
{
    for _ in 0..ATTEMPTS {
        match EventPermits::run(ctx, ask()).await {
            Err(error) if may_pass(&error) => {}
            answer => return answer,
        }
        sleep(Duration::from_secs(1)).await;
    }
    EventPermits::run(ctx, ask()).await
}

fn may_pass(error: &Error) -> bool {
    let code = error.extensions.as_ref().and_then(ErrorCode::within);
    matches!(code, Some(ErrorCode::Unavailable | ErrorCode::Timeout))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use async_graphql::{EmptyMutation, EmptySubscription, Object, Schema};
    use graphql_http::error_code::error;
    use serde_json::json;
    use shahrak_messages::Message;

    use super::*;

    struct Query;

    #[Object]
    impl Query {
        /// The number of attempts if the first result has this code, and whether a result arrives.
        async fn asked(&self, ctx: &Context<'_>, code: String) -> Result<String> {
            let times = AtomicU32::new(0);
            let refusal = || {
                ErrorCode::parse(&code)
                    .map_or_else(|| "no code".into(), |code| error(code, Message::verbatim("no")))
            };
            let ask = || async {
                let first = times.fetch_add(1, Ordering::SeqCst) == 0;
                if first { Err(refusal()) } else { Ok(()) }
            };
            let answered = while_unavailable(ctx, ask).await.is_ok();
            Ok(format!("{} {answered}", times.into_inner()))
        }
    }

    #[tokio::test]
    async fn only_what_may_pass_is_asked_again() {
        let schema = Schema::new(Query, EmptyMutation, EmptySubscription);
        for (code, expected) in [
            ("UNAVAILABLE", json!("2 true")),
            ("TIMEOUT", json!("2 true")),
            ("INTERNAL_SERVER_ERROR", json!("1 false")),
            ("FORBIDDEN", json!("1 false")),
            ("BAD_USER_INPUT", json!("1 false")),
            ("none", json!("1 false")),
        ] {
            let answer = schema.execute(format!("{{ asked(code: \"{code}\") }}")).await;
            assert_eq!(answer.data.into_json().unwrap()["asked"], expected, "{code}");
        }
    }
}
