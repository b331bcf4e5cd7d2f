//! Texts in Persian that are not in the catalogue of messages yet.

/// A value with a text in Persian beside its `Display`.
pub trait InPersian {
    /// The text in Persian.
    fn persian(&self) -> String;
}

/// Implements [`Explain`](shahrak_messages::Explain) by `Display` and [`InPersian`].
macro_rules! explain_by_both {
    ($($error:ty),+ $(,)?) => {
        $(impl shahrak_messages::Explain for $error {
            fn message(&self) -> shahrak_messages::Message {
                let fa = Some($crate::persian::InPersian::persian(self));
                let text = shahrak_messages::Argument::Name { en: self.to_string(), fa };
                shahrak_messages::message!("verbatim", text)
            }
        })+
    };
}

pub(crate) use explain_by_both;
