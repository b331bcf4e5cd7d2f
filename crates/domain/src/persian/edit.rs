//! Values that are only valid together, in Persian.

use super::InPersian;
use crate::edit::Half;

impl InPersian for Half {
    fn persian(&self) -> String {
        format!("{} پر شده است؛ هر دو را پر کنید یا هیچ‌کدام را", self.stated)
    }
}
